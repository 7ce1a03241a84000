package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.archipel.connectors.emulators.AccessRule;
import org.archipel.harness.RestClient;

/** An integrator connects the provider of places with the {@code http} connector. */
final class ConnectProvider implements Step {
    @Override
    public String title() {
        return "Connect the provider with the http connector, and test the connection";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        RestClient client = world.client();
        JsonNode integration = client.post("/api/integrations", draft(world)).expect(201);
        String id = integration.path("id").asText();
        world.integrationId(id);
        if (integration.toString().contains(AccessRule.KEY)) {
            throw new DemoFailure("the answer shows the credentials");
        }
        JsonNode test =
                client.post("/api/integrations/" + id + "/test", Map.of()).expectSuccess();
        test.path("findings")
                .forEach(finding -> narrator.tell(
                        "%-14s %-8s %s",
                        finding.path("aspect").asText(),
                        finding.path("outcome").asText(),
                        finding.path("detail").asText()));
        DemoFailure.expect("connection test", true, test.path("successful").asBoolean());
        JsonNode active =
                client.post("/api/integrations/" + id + "/activate", Map.of()).expectSuccess();
        DemoFailure.expect("state", "ACTIVE", active.path("status").asText());
        narrator.tell("integration %s is active; its key is in the vault and never shown", id);
    }

    private static Map<String, Object> draft(DemoWorld world) {
        Map<String, Object> entity = Map.of(
                "name", "place",
                "path", "/page/places",
                "records", "$.data",
                "idField", "id",
                "total", "$.meta.total",
                "modifiedSince", Map.of("name", "modified_since"),
                "modifiedAt", Map.of("field", "modified_at"),
                "pageSize", Map.of("parameter", "per_page", "max", 500),
                "pagination", Map.of("style", "PAGE", "parameter", "page"));
        Map<String, Object> connectorConfig = Map.of(
                "authentication", Map.of("style", "API_KEY_HEADER", "header", "X-Api-Key"),
                "entities", List.of(entity));
        Map<String, Object> config = Map.of(
                "endpoint", world.provider().uri().toString(), "batchSize", 500, "connectorConfig", connectorConfig);
        return Map.of(
                "name",
                "Places of the world",
                "connectorId",
                "http",
                "config",
                config,
                "credentials",
                Map.of("apiKey", AccessRule.KEY),
                "fieldMappings",
                List.of(
                        mapping("name", "name", true),
                        mapping("country", "country", true),
                        mapping("admin1", "region", false),
                        mapping("latitude", "position.latitude", true),
                        mapping("longitude", "position.longitude", true)),
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of("place")));
    }

    private static Map<String, Object> mapping(String source, String target, boolean required) {
        return Map.of("sourceField", source, "targetField", target, "required", required);
    }
}
