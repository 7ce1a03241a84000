package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient;

/** An integration with a provider of places through the {@code http} connector, as a client drafts it. */
record HttpIntegration(String endpoint, String name, Map<String, Object> entity, Map<String, Object> authentication) {
    /** The entity that it brings. */
    static final String ENTITY = "place";

    /** Pages by number. */
    static HttpIntegration on(String endpoint) {
        return new HttpIntegration(
                endpoint,
                "Places",
                Map.of(
                        "path",
                        "/page/places",
                        "records",
                        "$.data",
                        "pageSize",
                        Map.of("parameter", "per_page", "max", 50),
                        "pagination",
                        Map.of("style", "PAGE", "parameter", "page")),
                Map.of("style", "NONE"));
    }

    HttpIntegration named(String newName) {
        return new HttpIntegration(endpoint, newName, entity, authentication);
    }

    HttpIntegration with(Map<String, Object> newEntity) {
        return new HttpIntegration(endpoint, name, newEntity, authentication);
    }

    /** Made and activated; its id. */
    String activate(RestClient client) {
        String id =
                client.post("/api/integrations", draft()).expect(201).path("id").asText();
        client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
        return id;
    }

    /** Synchronizes and waits for the end of the job. */
    static JsonNode synchronize(RestClient client, String id, Duration limit) {
        String job = client.post("/api/integrations/" + id + "/sync", Map.of())
                .expect(202)
                .path("id")
                .asText();
        return client.awaitJob(job, limit, state -> {});
    }

    Map<String, Object> draft() {
        Map<String, Object> described = new HashMap<>(entity);
        described.put("name", ENTITY);
        described.put("idField", "id");
        return Map.of(
                "name", name,
                "connectorId", "http",
                "config",
                        Map.of(
                                "endpoint",
                                endpoint,
                                "batchSize",
                                50,
                                "connectorConfig",
                                Map.of("authentication", authentication, "entities", List.of(described))),
                "credentials", Map.of(),
                "fieldMappings", List.of(Map.of("sourceField", "name", "targetField", "name", "required", true)),
                "syncSettings", Map.of("direction", "INBOUND", "entities", List.of(ENTITY)));
    }
}
