package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.api.connector.Connector;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;
import org.archipel.sandbox.ExtensionOffers.Offer;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;

/** What engines of the platform get of extensions: functions, steps, processors, connectors. */
class ExtensionOffersIT {
    private static final Permission TRANSFORM = new Permission("transform", Set.of("provide"), List.of());
    private static final Permission WORKFLOW = new Permission("workflow", Set.of("provide"), List.of());
    private static SandboxPlatform platform;
    private static ExtensionOffers offers;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(SandboxPlatform.temporaryFolder(), Map.of());
        offers = platform.service(ExtensionOffers.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Island island(String organization, String version, Permission... grants) {
        String installation = "0191-" + organization;
        return new Island(
                Island.location(installation, version),
                new InstallationInfo(installation, organization, Samples.ID, version),
                List.of(grants),
                JsonNodeFactory.instance.objectNode());
    }

    private static ExtensionJar function(String version, String result) {
        return Samples.jar(
                        version,
                        TransformFunction.class,
                        "<property name=\"archipel.transform.name\" value=\"shout\"/>"
                                + "<property name=\"archipel.transform.description\" value=\"Makes it loud.\"/>",
                        """
                import com.fasterxml.jackson.databind.JsonNode;
                import com.fasterxml.jackson.databind.node.TextNode;
                import java.util.List;
                public class Tiny implements org.archipel.api.transform.TransformFunction {
                    public Tiny(ExtensionContext context) { }
                    public JsonNode apply(List<JsonNode> arguments) {
                        if (arguments.isEmpty()) {
                            throw new org.archipel.api.error.ValidationException("", "one argument, please");
                        }
                        return TextNode.valueOf(arguments.get(0).asText().toUpperCase() + "%s");
                    }
                }
                """.formatted(result))
                .without("Import-Package")
                .header("Import-Package", imports("transform"));
    }

    private static String imports(String point) {
        return "org.archipel.api." + point + ",org.archipel.api.error,org.archipel.api.extension,"
                + "com.fasterxml.jackson.databind,com.fasterxml.jackson.databind.node";
    }

    private static Offer<TransformFunction> shout(String organization) {
        return offers.find(TransformFunction.class, organization, Samples.ID, "shout")
                .orElseThrow();
    }

    private static JsonNode apply(TransformFunction function, String argument) {
        return function.apply(List.of(TextNode.valueOf(argument)));
    }

    @Test
    void functionsAreFoundByNameAndCalledManyTimesInARow() {
        Island island = island("functions", "1.0.0", TRANSFORM);
        Bundle bundle = platform.install(island, function("1.0.0", "!"));
        platform.runtime().serve(island.location());

        Offer<TransformFunction> offer = shout("functions");
        assertThat(offer.description()).isEqualTo("Makes it loud.");
        assertThat(apply(offer.service(), "hello")).isEqualTo(TextNode.valueOf("HELLO!"));
        assertThatThrownBy(() -> offer.service().apply(List.of())).isInstanceOf(ValidationException.class);
        int calls = platform.service(CallBoundary.class).batch(offer.service(), Duration.ofMinutes(1), () -> {
            int done = 0;
            while (done < 1_000 && apply(offer.service(), "x" + done).asText().equals("X" + done + "!")) {
                done++;
            }
            return done;
        });
        assertThat(calls).isEqualTo(1_000);
        assertThat(offers.all(TransformFunction.class, "somebody-else")).isEmpty();
        assertThat(offers.find(TransformFunction.class, "functions", Samples.ID, "whisper"))
                .isEmpty();
        platform.runtime().drain(island.location(), Duration.ofSeconds(5));
        assertThat(offers.all(TransformFunction.class, "functions")).isEmpty();
        platform.remove(island, bundle);
    }

    @Test
    void aRevokedPermissionHidesTheFunctionAtTheNextLookUp() {
        Island island = island("revoked", "1.0.0");
        Bundle bundle = platform.install(island, function("1.0.0", "!"));
        platform.runtime().serve(island.location());
        assertThat(offers.all(TransformFunction.class, "revoked")).isEmpty();

        String installation = island.installation().installationId();
        platform.runtime().change(installation, List.of(TRANSFORM), island.config());
        assertThat(apply(shout("revoked").service(), "now")).isEqualTo(TextNode.valueOf("NOW!"));
        platform.runtime().change(installation, List.of(), island.config());
        assertThat(offers.all(TransformFunction.class, "revoked")).isEmpty();
        platform.remove(island, bundle);
    }

    @Test
    void theNameLeadsToTheNewVersionFromTheUpgradeOn() {
        Island before = island("upgraded", "1.0.0", TRANSFORM);
        Bundle old = platform.install(before, function("1.0.0", "!"));
        platform.runtime().serve(before.location());
        TransformFunction kept = shout("upgraded").service();

        Island after = island("upgraded", "1.1.0", TRANSFORM);
        Bundle fresh = platform.install(after, function("1.1.0", "!!"));
        platform.runtime().serve(after.location());
        assertThat(shout("upgraded").version()).isEqualTo("1.1.0");
        assertThat(apply(shout("upgraded").service(), "a")).isEqualTo(TextNode.valueOf("A!!"));
        assertThat(apply(kept, "a")).as("in flight on the old version").isEqualTo(TextNode.valueOf("A!"));
        platform.runtime().drain(before.location(), Duration.ofSeconds(5));
        assertThatThrownBy(() -> apply(kept, "a")).isInstanceOf(PlatformException.class);
        assertThat(apply(shout("upgraded").service(), "a")).isEqualTo(TextNode.valueOf("A!!"));
        platform.remove(before, old);
        platform.remove(after, fresh);
    }

    @Test
    void aStepTellsTheSchemaOfItsConfiguration() {
        Island island = island("steps", "1.0.0", WORKFLOW);
        ExtensionJar jar = Samples.jar(
                        "1.0.0",
                        WorkflowStep.class,
                        "<property name=\"archipel.workflow.step\" value=\"echo\"/>"
                                + "<property name=\"archipel.workflow.config-schema\" value=\"echo.schema.json\"/>",
                        """
                import com.fasterxml.jackson.databind.node.ObjectNode;
                public class Tiny implements org.archipel.api.workflow.WorkflowStep {
                    public Tiny(ExtensionContext context) { }
                    public ObjectNode run(ObjectNode config, ObjectNode input, String key) {
                        return input.put("key", key).put("times", config.path("times").asInt());
                    }
                }
                """)
                .without("Import-Package")
                .header("Import-Package", imports("workflow"))
                .entry("echo.schema.json", "{\"type\":\"object\"}");
        Bundle bundle = platform.install(island, jar);
        platform.runtime().serve(island.location());

        Offer<WorkflowStep> offer = offers.all(WorkflowStep.class, "steps").get(0);
        assertThat(offer.configSchema())
                .hasValueSatisfying(
                        schema -> assertThat(schema.path("type").asText()).isEqualTo("object"));
        ObjectNode output = offer.service()
                .run(
                        JsonNodeFactory.instance.objectNode().put("times", 2),
                        JsonNodeFactory.instance.objectNode().put("name", "a"),
                        "run-1");
        assertThat(output.toString()).isEqualTo("{\"name\":\"a\",\"key\":\"run-1\",\"times\":2}");
        platform.remove(island, bundle);
    }

    @Test
    void aWebhookProcessorIsOfferedForTheConnectorsThatWereGranted() {
        Permission shop = new Permission(
                "connector", Set.of("receive"), List.of(new PermissionCondition("types", List.of("com.acme.shop"))));
        Permission publish = new Permission(
                "events", Set.of("publish"), List.of(new PermissionCondition("topics", List.of("shop.*"))));
        Island island = island("webhooks", "1.0.0", shop, publish);
        Bundle bundle = platform.install(island, processor("com.acme.shop"));
        platform.runtime().serve(island.location());
        List<Offer<WebhookProcessor>> found = offers.named(WebhookProcessor.class, "webhooks", "com.acme.shop");
        assertThat(found).hasSize(1);
        found.get(0)
                .service()
                .process("d1", Map.of("x-topic", List.of("orders")), JsonNodeFactory.instance.objectNode());
        assertThat(platform.fakes.events)
                .anySatisfy(event -> assertThat(event.subject()).isEqualTo("d1"));
        platform.remove(island, bundle);

        Island older = island("older", "1.0.0", new Permission("connector", Set.of("provide"), shop.conditions()));
        Bundle before = platform.install(older, processor("com.acme.shop"));
        platform.runtime().serve(older.location());
        assertThat(offers.named(WebhookProcessor.class, "older", "com.acme.shop"))
                .hasSize(1);
        platform.remove(older, before);

        Island greedy = island("greedy", "1.0.0", shop);
        Bundle other = platform.install(greedy, processor("com.acme.bank"));
        platform.runtime().serve(greedy.location());
        assertThat(offers.all(WebhookProcessor.class, "greedy")).isEmpty();
        platform.remove(greedy, other);
    }

    private static ExtensionJar processor(String connector) {
        return Samples.jar(
                        "1.0.0",
                        WebhookProcessor.class,
                        "<property name=\"archipel.webhook.connector\" value=\"" + connector + "\"/>",
                        """
                import com.fasterxml.jackson.databind.JsonNode;
                import java.util.*;
                public class Tiny implements org.archipel.api.webhook.WebhookProcessor {
                    private final ExtensionContext context;
                    public Tiny(ExtensionContext context) { this.context = context; }
                    public void process(String id, Map<String, List<String>> headers, JsonNode payload) {
                        context.events().publish("shop." + headers.get("x-topic").get(0), id,
                            com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());
                    }
                }
                """)
                .without("Import-Package")
                .header("Import-Package", imports("webhook") + ",org.archipel.api.event");
    }

    @Test
    void connectorsAreOfferedBehindAGuard() throws InvalidSyntaxException {
        Island island = Samples.island("connects", "1.0.0");
        Bundle bundle = platform.install(island, Samples.jar("1.0.0", Connector.class, "", """
            public class Tiny implements Connector {
                public Tiny(ExtensionContext context) {}
                public ConnectorDefinition definition() {
                    var none = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
                    return new ConnectorDefinition("com.acme.tiny", "Tiny", "", IntegrationType.CUSTOM, "1.0.0",
                        none, none, java.util.Set.of(Capability.READ), java.util.List.of(), DataModel.empty(), "");
                }
                public ConnectorSession open(ConnectorContext context) {
                    return new ConnectorSession() {
                        public ReadPage read(ReadRequest request) { throw new IllegalStateException("inside"); }
                    };
                }
            }
            """));
        platform.runtime().serve(island.location());

        var references =
                platform.context().getServiceReferences(Connector.class, "(" + Island.ORGANIZATION + "=connects)");
        assertThat(references).hasSize(1);
        Connector connector =
                platform.context().getService(references.iterator().next());
        assertThat(connector.definition().id()).isEqualTo("com.acme.tiny");
        var session = connector.open(null);
        assertThatThrownBy(() -> session.read(null))
                .isExactlyInstanceOf(PlatformException.class)
                .hasNoCause();
        session.close();
        platform.runtime().drain(island.location(), Duration.ofSeconds(10));
        assertThat(platform.context().getServiceReferences(Connector.class, "(" + Island.ORGANIZATION + "=connects)"))
                .isEmpty();
        platform.remove(island, bundle);
    }
}
