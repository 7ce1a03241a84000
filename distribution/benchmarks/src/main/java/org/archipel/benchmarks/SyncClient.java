package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient;

/** Synchronizes places into a platform, as an integrator does. */
final class SyncClient {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final RestClient client;
    private final List<Map<String, Object>> rules;
    private int integrations;

    /** @param rules the transformation rules of every integration */
    SyncClient(RestClient client, List<Map<String, Object>> rules) {
        this.client = client;
        this.rules = rules;
    }

    /** An active integration with an entity of its own. */
    record Connection(String id, String entity) {}

    /** How many records came to what, and in which time. */
    record Outcome(long read, long created, long updated, long unchanged, double seconds) {
        double perSecond() {
            return read / seconds;
        }

        /** This, if so many records were created, updated and left as they were. */
        Outcome expect(long expectedCreated, long expectedUpdated, long expectedUnchanged) {
            if (created != expectedCreated || updated != expectedUpdated || unchanged != expectedUnchanged) {
                throw new IllegalStateException("expected " + expectedCreated + " created, " + expectedUpdated
                        + " updated, " + expectedUnchanged + " unchanged, got " + this);
            }
            return this;
        }
    }

    Connection connect(PlacesSource source) {
        String entity = "place" + ++integrations;
        JsonNode integration =
                client.post("/api/integrations", draft(source, entity)).expect(201);
        String id = integration.path("id").asText();
        client.post("/api/integrations/" + id + "/activate", Map.of()).expectSuccess();
        return new Connection(id, entity);
    }

    private Map<String, Object> draft(PlacesSource source, String entity) {
        Map<String, Object> places = Map.of(
                "name", entity,
                "path", "/page/places",
                "records", "$.data",
                "idField", "id",
                "total", "$.meta.total",
                "pageSize", Map.of("parameter", "per_page", "max", PlacesSource.PAGE),
                "pagination", Map.of("style", "PAGE", "parameter", "page"));
        Map<String, Object> connectorConfig =
                Map.of("authentication", Map.of("style", "NONE"), "entities", List.of(places));
        return Map.of(
                "name",
                "Benchmark " + entity,
                "connectorId",
                "http",
                "config",
                Map.of(
                        "endpoint",
                        source.provider().uri().toString(),
                        "batchSize",
                        PlacesSource.PAGE,
                        "connectorConfig",
                        connectorConfig),
                "fieldMappings",
                PlacesSource.mappings(),
                "transformationRules",
                rules,
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of(entity), "batchSize", PlacesSource.PAGE));
    }

    /** Asks for a synchronization and does not wait for it. Returns the id of its job. */
    String begin(Connection connection) {
        return client.post("/api/integrations/" + connection.id() + "/sync", Map.of())
                .expect(202)
                .path("id")
                .asText();
    }

    /** Cancels a job and waits for its end. */
    void cancel(String job) {
        client.delete("/api/jobs/" + job).expectSuccess();
        client.awaitJob(job, LIMIT, state -> {});
    }

    /** One synchronization, from the request to the end of its job. */
    Outcome synchronize(Connection connection) {
        long begin = System.nanoTime();
        JsonNode ended = client.awaitJob(begin(connection), LIMIT, state -> {});
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (!ended.path("state").asText().equals("SUCCEEDED")) {
            throw new IllegalStateException("the synchronization ended as " + ended);
        }
        JsonNode counts = ended.path("result").path("entities").path(connection.entity());
        return new Outcome(
                counts.path("read").asLong(),
                counts.path("created").asLong(),
                counts.path("updated").asLong(),
                counts.path("unchanged").asLong(),
                seconds);
    }
}
