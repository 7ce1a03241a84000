package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.archipel.connectors.emulators.CrmProvider;
import org.archipel.connectors.emulators.Fault;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both sides have records of their own, and some are the same. A process that is killed again and again while they come together, in
 * reads and in writes, makes none of them twice and loses none. Kills three times for five of {@link SyncCrashTest}.
 */
class TwoWayCrashTest {
    private static final Logger LOG = System.getLogger(TwoWayCrashTest.class.getName());
    private static final int KILLS = Math.max(1, Integer.getInteger("archipel.test.kills", 5) * 3 / 5);
    private static final long SEED = Long.getLong("archipel.test.seed", 30_000L);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int SLOW_MILLIS = 5;

    /** Records of each side; a half of them is the same on both. */
    private static final int RECORDS = Math.max(300, KILLS * 12);

    @TempDir
    Path folder;

    @Test
    void recordsOfBothSidesComeTogetherOnce() throws IOException {
        try (CrmProvider provider = CrmProvider.start();
                PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder)
                        .setting(
                                "archipel.network.private",
                                "127.0.0.1:" + provider.uri().getPort())
                        .start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            for (int i = 0; i < RECORDS; i++) {
                provider.put("remote" + i, contact(i));
                client.put("/api/records/contact/h" + i, contact(i + RECORDS / 2))
                        .expectSuccess();
            }
            String id = integration(client, provider);
            provider.faults().on(Fault.SLOW, 1, Integer.MAX_VALUE, SLOW_MILLIS);
            String job = start(client, id);
            killRepeatedly(platform, provider);
            platform.start();

            JsonNode ended = client.awaitJob(job, LIMIT, state -> {});
            assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
            assertThat(provider.creations()).isEqualTo(RECORDS / 2);
            Map<String, Integer> there = new HashMap<>();
            provider.contacts().values().forEach(contact -> count(there, contact));
            Map<String, Integer> here = new HashMap<>();
            hub(client).forEach(contact -> count(here, contact));
            assertThat(here).hasSize(RECORDS + RECORDS / 2).isEqualTo(there);
            assertThat(here.values()).containsOnly(1);

            int changes = provider.changes();
            provider.faults().clear();
            JsonNode again = client.awaitJob(start(client, id), LIMIT, state -> {});
            assertThat(again.path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(provider.changes()).as("a second run writes nothing").isEqualTo(changes);
        }
    }

    private static void count(Map<String, Integer> records, JsonNode contact) {
        records.merge(
                contact.path("email").asText() + " " + contact.path("name").asText(), 1, Integer::sum);
    }

    private static void killRepeatedly(PlatformProcess platform, CrmProvider provider) {
        Random random = new Random(SEED);
        // In all about half of the creations, so that the run is under way at the last kill.
        int creationsPerLife = Math.max(1, RECORDS / 4 / KILLS);
        for (int kill = 1; kill <= KILLS; kill++) {
            // The first life is killed while it reads, the others while they write.
            int target = kill == 1 ? 0 : provider.creations() + 1 + random.nextInt(creationsPerLife);
            await().atMost(LIMIT)
                    .pollDelay(Duration.ofMillis(1L + random.nextInt(SLOW_MILLIS)))
                    .pollInterval(Duration.ofMillis(1L + random.nextInt(SLOW_MILLIS)))
                    .until(() -> provider.creations() >= target || !platform.alive());
            assertThat(platform.alive()).as("life " + kill).isTrue();
            platform.kill();
            LOG.log(Level.INFO, "kill {0} after {1} creations", kill, provider.creations());
            if (kill < KILLS) {
                platform.launch();
            }
        }
    }

    private static ObjectNode contact(int number) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "Contact " + number)
                .put("email", number + "@example.org");
    }

    private static String start(RestClient client, String integrationId) {
        return client.post("/api/integrations/" + integrationId + "/sync", Map.of())
                .expect(202)
                .path("id")
                .asText();
    }

    private static List<JsonNode> hub(RestClient client) {
        List<JsonNode> records = new ArrayList<>();
        String cursor = "";
        do {
            String from = cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            JsonNode page = client.get("/api/records/contact?limit=500" + from).expectSuccess();
            page.path("items").forEach(item -> records.add(item.path("data")));
            cursor = page.path("nextCursor").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        return records;
    }

    private static String integration(RestClient client, CrmProvider provider) {
        Map<String, Object> entity = Map.of(
                "name", "contact",
                "path", "/contacts",
                "records", "$.items",
                "idField", "id",
                "pageSize", Map.of("parameter", "limit", "max", 50),
                "pagination", Map.of("style", "CURSOR", "parameter", "cursor", "next", "$.next"),
                "write",
                        Map.of(
                                "create", Map.of("method", "POST", "path", "/contacts"),
                                "update", Map.of("method", "PATCH", "path", "/contacts/{id}")));
        Map<String, Object> draft = Map.of(
                "name", "Contacts",
                "connectorId", "http",
                "config",
                        Map.of(
                                "endpoint",
                                provider.uri().toString(),
                                "batchSize",
                                50,
                                "connectorConfig",
                                Map.of("authentication", Map.of("style", "NONE"), "entities", List.of(entity))),
                "credentials", Map.of(),
                "fieldMappings", List.of(mapping("name"), mapping("email")),
                "syncSettings",
                        Map.of(
                                "direction",
                                "BIDIRECTIONAL",
                                "entities",
                                List.of("contact"),
                                "batchSize",
                                50,
                                "matchKeys",
                                List.of("email")));
        String id =
                client.post("/api/integrations", draft).expect(201).path("id").asText();
        client.post("/api/integrations/" + id + "/activate", Map.of()).expectSuccess();
        return id;
    }

    private static Map<String, Object> mapping(String field) {
        return Map.of("sourceField", field, "targetField", field, "required", true);
    }
}
