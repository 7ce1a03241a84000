package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient;

/** An integration that brings the places of a provider into the hub, a page a batch. */
record PlacesSync(RestClient client, String integrationId) {
    private static final int LARGEST_PAGE = 500;

    /** Makes and activates the integration. */
    static PlacesSync create(RestClient client, URI provider, int batchSize) {
        JsonNode integration =
                client.post("/api/integrations", draft(provider, batchSize)).expect(201);
        String id = integration.path("id").asText();
        client.post("/api/integrations/" + id + "/activate", Map.of()).expectSuccess();
        return new PlacesSync(client, id);
    }

    /** Starts a synchronization. Returns its job's id. */
    String start() {
        return client.post("/api/integrations/" + integrationId + "/sync", Map.of())
                .expect(202)
                .path("id")
                .asText();
    }

    /** A record of the hub, whose id is another one in each run. */
    record Place(String id, long version, JsonNode data) {}

    /** All places of the hub by the provider's ids; fails if one is there twice. */
    static Map<String, Place> records(RestClient client) {
        Map<String, Place> records = new HashMap<>();
        String cursor = "";
        do {
            String from = cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            JsonNode page = client.get("/api/records/place?limit=" + LARGEST_PAGE + from)
                    .expectSuccess();
            for (JsonNode each : page.path("items")) {
                JsonNode data = each.path("data");
                Place before = records.put(
                        data.path("source").asText(),
                        new Place(each.path("id").asText(), each.path("version").asLong(), data));
                if (before != null) {
                    throw new IllegalStateException("there twice: " + each);
                }
            }
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty());
        return records;
    }

    private static Map<String, Object> draft(URI provider, int batchSize) {
        Map<String, Object> entity = Map.of(
                "name", "place",
                "path", "/page/places",
                "records", "$.data",
                "idField", "id",
                "total", "$.meta.total",
                "pageSize", Map.of("parameter", "per_page", "max", batchSize),
                "pagination", Map.of("style", "PAGE", "parameter", "page"));
        Map<String, Object> connectorConfig =
                Map.of("authentication", Map.of("style", "NONE"), "entities", List.of(entity));
        return Map.of(
                "name",
                "Places",
                "connectorId",
                "http",
                "config",
                Map.of("endpoint", provider.toString(), "batchSize", batchSize, "connectorConfig", connectorConfig),
                "credentials",
                Map.of(),
                "fieldMappings",
                List.of(
                        mapping("id", "source"),
                        mapping("name", "name"),
                        mapping("country", "address.country"),
                        mapping("latitude", "position.latitude"),
                        mapping("longitude", "position.longitude")),
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of("place")));
    }

    private static Map<String, Object> mapping(String source, String target) {
        return Map.of("sourceField", source, "targetField", target, "required", true);
    }
}
