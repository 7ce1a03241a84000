package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.messaging.JobSchedule;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.RestCalls;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Grants that are given and taken while an extension runs hold from the next call on. */
class ChangedGrantsIT {
    private static final ReadRequest PAGE = new ReadRequest("a", Optional.empty(), 10, Optional.empty());
    private static SandboxPlatform platform;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(SandboxPlatform.temporaryFolder(), Map.of());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Permission connector(String types) {
        return new Permission(
                "connector", Set.of("provide"), List.of(new PermissionCondition("types", List.of(types))));
    }

    private static Permission schedule(String interval) {
        return new Permission(
                "schedule", Set.of("run"), List.of(new PermissionCondition("minInterval", List.of(interval))));
    }

    private static Island island(String organization, Permission... grants) {
        String installation = "0194-" + organization;
        return new Island(
                Island.location(installation, "1.0.0"),
                new InstallationInfo(installation, organization, Samples.ID, "1.0.0"),
                List.of(grants),
                JsonNodeFactory.instance.objectNode());
    }

    private static void grant(Island island, Permission... grants) {
        platform.runtime().change(island.installation().installationId(), List.of(grants), island.config());
    }

    /** A connector that says at each call that it is another one. */
    private static ExtensionJar connector() {
        return Samples.jar("1.0.0", Connector.class, "", """
            public class Tiny implements Connector {
                private int asked;
                public Tiny(ExtensionContext context) {}
                public ConnectorDefinition definition() {
                    var none = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
                    return new ConnectorDefinition(asked++ == 0 ? "com.acme.tiny" : "com.acme.large", "Tiny", "",
                        IntegrationType.CUSTOM, "1.0.0", none, none, java.util.Set.of(Capability.READ),
                        java.util.List.of(), DataModel.empty(), "");
                }
                public ConnectorSession open(ConnectorContext context) {
                    return new ConnectorSession() {
                        public ReadPage read(ReadRequest request) {
                            return new ReadPage(java.util.List.of(), java.util.Optional.empty(), false,
                                java.util.Optional.empty());
                        }
                    };
                }
            }
            """);
    }

    private static int status(String organization) {
        return new RestCalls(platform.url())
                .get(organization, "/api/x/" + Samples.ID + "/version")
                .statusCode();
    }

    private static List<ServiceReference<Connector>> offered(String organization) throws InvalidSyntaxException {
        return List.copyOf(platform.context()
                .getServiceReferences(Connector.class, "(" + Island.ORGANIZATION + "=" + organization + ")"));
    }

    private static Connector only(String organization) throws InvalidSyntaxException {
        assertThat(offered(organization)).hasSize(1);
        return platform.context().getService(offered(organization).get(0));
    }

    @Test
    void aConnectorIsOfferedWhileItIsGranted() throws InvalidSyntaxException {
        Island island = island("regrants", connector("com.acme.*"));
        Bundle bundle = platform.install(island, connector());
        platform.runtime().serve(island.location());
        Connector connector = only("regrants");
        try (ConnectorSession session = connector.open(null)) {
            assertThat(session.read(PAGE).hasMore()).isFalse();

            grant(island, connector("com.acme.other"));

            assertThat(offered("regrants")).isEmpty();
            assertThatThrownBy(() -> session.read(PAGE))
                    .isInstanceOf(PermissionDeniedException.class)
                    .hasMessageContaining("connector provide com.acme.tiny");
            assertThatThrownBy(() -> connector.open(null)).isInstanceOf(PermissionDeniedException.class);
        }

        grant(island, connector("com.acme.tiny"));
        only("regrants").open(null).close();
        platform.runtime().drain(island.location(), Duration.ofSeconds(10));
        assertThat(offered("regrants")).isEmpty();
        platform.remove(island, bundle);
    }

    @Test
    void aConnectorThatIsGrantedLaterIsOfferedThen() throws InvalidSyntaxException {
        Island island = island("grants-later");
        Bundle bundle = platform.install(island, connector());
        platform.runtime().serve(island.location());
        assertThat(offered("grants-later")).isEmpty();

        grant(island, connector("*"));

        only("grants-later").open(null).close();
        platform.remove(island, bundle);
    }

    @Test
    void aConnectorStaysWhatItWasWhenItWasChecked() throws InvalidSyntaxException {
        Island island = island("changes-its-name", connector("com.acme.tiny"));
        Bundle bundle = platform.install(island, connector());
        platform.runtime().serve(island.location());

        Connector connector = only("changes-its-name");
        assertThat(connector.definition().id()).isEqualTo("com.acme.tiny");
        assertThat(connector.definition().id()).isEqualTo("com.acme.tiny");
        platform.remove(island, bundle);
    }

    @Test
    void addressesAreServedWhileTheyAreGranted() {
        Island island = island("exposes");
        Bundle bundle = platform.install(island, Samples.rest("1.0.0"));
        platform.runtime().serve(island.location());
        assertThat(status("exposes")).isEqualTo(403);

        grant(island, new Permission("rest", Set.of("expose"), List.of()));
        assertThat(status("exposes")).isEqualTo(200);
        grant(island);
        assertThat(status("exposes")).isEqualTo(403);

        platform.runtime().drain(island.location(), Duration.ofSeconds(10));
        platform.remove(island, bundle);
    }

    @Test
    void tasksRunWhileTheyAreGrantedAndAsOftenAsIsGranted() {
        Island island = island("schedules");
        Bundle bundle = platform.install(
                island,
                Samples.jar(
                        "1.0.0",
                        ScheduledTask.class,
                        "<property name=\"" + ScheduledTask.NAME + "\" value=\"sweep\"/><property name=\""
                                + ScheduledTask.EVERY + "\" value=\"PT10M\"/>",
                        """
                        public class Tiny implements ScheduledTask {
                            public Tiny(ExtensionContext context) {}
                            public void run() {}
                        }
                        """));
        platform.runtime().serve(island.location());
        String name = "extension/" + island.installation().installationId() + "/sweep";
        assertThat(platform.fakes.schedules).doesNotContainKey(name);

        grant(island, schedule("PT1M"));
        assertThat(platform.fakes.schedules.get(name))
                .extracting(JobSchedule::timing)
                .isEqualTo("every PT10M");
        grant(island, schedule("PT1H"));
        assertThat(platform.fakes.schedules.get(name))
                .extracting(JobSchedule::timing)
                .isEqualTo("every PT1H");
        grant(island);
        assertThat(platform.fakes.schedules).doesNotContainKey(name);

        platform.runtime().drain(island.location(), Duration.ofSeconds(10));
        platform.remove(island, bundle);
    }
}
