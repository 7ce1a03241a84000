package org.archipel.testkit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.persistence.Ids;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.Egress;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.ExtensionLogs;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.sandbox.ExtensionOffers.Offer;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.ExtensionSecrets;
import org.archipel.sandbox.Island;
import org.archipel.testkit.FakeHttp;
import org.archipel.testkit.TestClock;
import org.archipel.testkit.TestEvents;
import org.archipel.testkit.TestPlatform;
import org.archipel.testkit.TestRecords;
import org.archipel.testkit.TestRest;
import org.archipel.testkit.TestTasks;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** One installation of the extension under test, in an organization of its own. */
final class Installed implements TestPlatform {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int LOG_LINES = 200;

    private final Container container;
    private final Island island;
    private final FakeHttp http = new FakeHttp();
    private final TestClock clock = new TestClock();
    private final ObjectNode secrets = JsonNodeFactory.instance.objectNode();
    private final Tasks tasks;
    private final Bundle bundle;
    private List<Permission> grants;

    private Installed(Container container, Island island) {
        this.container = container;
        this.island = island;
        this.grants = island.grants();
        container.host().use(http, clock);
        this.tasks = new Tasks(container, island.installation(), clock);
        this.bundle = begin();
    }

    static Installed start(Container container, ObjectNode config, Set<String> refused) {
        ExtensionDescriptor descriptor = container.extension().descriptor();
        String installation = Ids.next();
        List<Permission> grants = descriptor.permissions().stream()
                .map(PermissionRequest::permission)
                .filter(permission -> !refused.contains(permission.resource()))
                .toList();
        return new Installed(
                container,
                new Island(
                        Island.location(installation, descriptor.version()),
                        new InstallationInfo(installation, Ids.next(), descriptor.id(), descriptor.version()),
                        grants,
                        config));
    }

    private Bundle begin() {
        runtime().admit(island);
        try (InputStream in = Files.newInputStream(container.prepared())) {
            Bundle installed = container.context().installBundle(island.location(), in);
            container.service(CallBoundary.class).run(island.location(), START_LIMIT, () -> start(installed));
            runtime().activate(island.location(), START_LIMIT);
            runtime().serve(island.location());
            return installed;
        } catch (BundleException e) {
            throw new IllegalStateException("the extension's bundle is refused", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the extension does not start: " + e.getMessage() + "\n" + log(), e);
        }
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private ExtensionRuntime runtime() {
        return container.service(ExtensionRuntime.class);
    }

    private String organization() {
        return island.installation().organizationId();
    }

    @Override
    public ExtensionContext context() {
        // Asked for through the extension's own bundle, the context is the extension's own.
        ServiceReference<ExtensionContext> reference =
                bundle.getBundleContext().getServiceReference(ExtensionContext.class);
        return bundle.getBundleContext().getService(reference);
    }

    @Override
    public FakeHttp http() {
        return http;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public TestEvents events() {
        return new Events(container, island.installation(), clock);
    }

    @Override
    public TestTasks tasks() {
        return tasks;
    }

    @Override
    public TestRecords records() {
        return container.host().records(organization());
    }

    @Override
    public TestRest rest() {
        return new TestRest(
                container.url().resolve("/api/x/" + island.installation().extensionId() + "/"), organization());
    }

    @Override
    public TestRest.Answer panel(String name) {
        InstallationInfo installation = island.installation();
        for (JsonNode panel : container.extension().descriptor().source().path("panels")) {
            if (panel.path("name").asText().equals(name)) {
                String folder = "/panels/" + container.host().tickets().issue(installation) + "/"
                        + installation.installationId() + "/" + installation.version() + "/";
                return new TestRest(container.url().resolve(folder), organization())
                        .get(panel.path("entry").asText());
            }
        }
        throw missing("panel " + name);
    }

    @Override
    public TransformFunction function(String name) {
        return offer(TransformFunction.class, name);
    }

    @Override
    public WorkflowStep step(String type) {
        return offer(WorkflowStep.class, type);
    }

    @Override
    public WebhookProcessor webhooks(String connectorId) {
        return offer(WebhookProcessor.class, connectorId);
    }

    private <T> T offer(Class<T> type, String name) {
        return container
                .service(ExtensionOffers.class)
                .find(type, organization(), island.installation().extensionId(), name)
                .map(Offer::service)
                .orElseThrow(() -> missing(type.getSimpleName() + " " + name));
    }

    @Override
    public Connector connector(String id) {
        List<Connector> found = container.services(
                Connector.class,
                "(&(" + Island.CONNECTOR_ID + "=" + id + ")(" + Island.ORGANIZATION + "=" + organization() + "))");
        return found.stream().findFirst().orElseThrow(() -> missing("connector " + id));
    }

    @Override
    public ConnectorSession connect(String connectorId, ObjectNode config, ObjectNode credentials) {
        Connector connector = connector(connectorId);
        return connector.open(new Connection(
                config,
                credentials,
                connector.authentication(config),
                container.service(Egress.class).client(() -> grants),
                grants,
                clock));
    }

    private AssertionError missing(String what) {
        return new AssertionError("the extension offers no " + what + ", or is not granted to; its log: " + log());
    }

    @Override
    public void secret(String name, String value) {
        secrets.put(name, value);
        container
                .host()
                .keep(
                        organization(),
                        ExtensionSecrets.reference(island.installation().installationId()),
                        secrets);
    }

    @Override
    public void configure(JsonNode config) {
        runtime().change(island.installation().installationId(), grants, (ObjectNode) config);
    }

    @Override
    public void revoke(String resource) {
        grants = grants.stream()
                .filter(grant -> !grant.resource().equals(resource))
                .toList();
        runtime()
                .change(
                        island.installation().installationId(),
                        grants,
                        context().config());
    }

    @Override
    public Health health() {
        return runtime().health(island.location());
    }

    @Override
    public List<String> log() {
        return container
                .service(ExtensionLogs.class)
                .tail(organization(), island.installation().installationId(), LOG_LINES)
                .stream()
                .map(entry -> entry.level() + " " + entry.message()
                        + Optional.ofNullable(entry.trace())
                                .filter(trace -> !trace.isBlank())
                                .map(trace -> "\n" + trace)
                                .orElse(""))
                .toList();
    }

    @Override
    public void close() {
        runtime().drain(island.location(), Duration.ofSeconds(1));
        container.service(CallBoundary.class).run(island.location(), START_LIMIT, () -> {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        });
        runtime().dismiss(island.location());
        container.host().forget(organization());
    }
}
