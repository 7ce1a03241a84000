package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed again and again in the middle of a synchronization ends up with what an undisturbed one has. The normal
 * run kills 5 times; {@code -Darchipel.test.kills=30} sets another number, {@code archipel.test.seed} other moments.
 */
class SyncCrashTest {
    private static final Logger LOG = System.getLogger(SyncCrashTest.class.getName());
    private static final int KILLS = Integer.getInteger("archipel.test.kills", 5);
    private static final long SEED = Long.getLong("archipel.test.seed", 20_000L);
    private static final int BATCH = 100;
    private static final int SLOW_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int HISTORIES = 200;

    @TempDir
    Path folder;

    @Test
    void aSynchronizationThatIsKilledAgainAndAgainBringsTheSameRecords() throws IOException {
        try (PlacesProvider provider = PlacesProvider.start(PlacesOptions.defaults())) {
            Map<String, PlacesSync.Content> expected = undisturbed(provider);
            assertThat(expected).hasSize(Math.toIntExact(provider.size()));
            // Slow enough that every kill hits the run.
            provider.faults().on(Fault.SLOW, 1, Integer.MAX_VALUE, SLOW_MILLIS);

            try (PlatformProcess platform = platform("killed", provider).start()) {
                RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
                String job = PlacesSync.create(client, provider.uri(), BATCH).start();
                killRepeatedly(platform, provider, client, job);

                JsonNode ended = client.awaitJob(job, LIMIT, state -> {});
                assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
                Map<String, PlacesSync.Content> records = PlacesSync.records(client);
                assertThat(records).isEqualTo(expected);
                assertThat(records.values()).allMatch(record -> record.version() == 1);
                assertHistories(client, new ArrayList<>(records.keySet()));
                JsonNode counts = ended.path("result").path("entities").path("place");
                assertThat(counts.path("created").asLong())
                        .as(counts.toString())
                        .isEqualTo(provider.size());
            }
        }
    }

    private Map<String, PlacesSync.Content> undisturbed(PlacesProvider provider) {
        try (PlatformProcess platform = platform("undisturbed", provider).start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            String job = PlacesSync.create(client, provider.uri(), BATCH).start();
            JsonNode ended = client.awaitJob(job, LIMIT, state -> {});
            assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
            return PlacesSync.records(client);
        }
    }

    private static void killRepeatedly(
            PlatformProcess platform, PlacesProvider provider, RestClient client, String job) {
        Random random = new Random(SEED);
        // In all fewer pages than there are, so that the run is under way at the last kill.
        int pagesPerLife = (int) (provider.size() / BATCH * 9 / 10 / KILLS);
        for (int kill = 1; kill <= KILLS; kill++) {
            long target = provider.requests() + random.nextInt(pagesPerLife + 1);
            // The polling decides at which moment between two pages the process dies.
            await().atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1L + random.nextInt(SLOW_MILLIS)))
                    .until(() -> provider.requests() >= target);
            platform.kill();
            Duration start = platform.start();
            JsonNode state = client.get("/api/jobs/" + job).expectSuccess();
            assertThat(state.path("state").asText()).as(state.toString()).isIn("QUEUED", "RUNNING");
            LOG.log(
                    Level.INFO,
                    "killed at request {0}, ready again after {1} ms, done {2}",
                    target,
                    start.toMillis(),
                    state.path("progress").path("done").asLong());
        }
    }

    private static void assertHistories(RestClient client, List<String> ids) {
        Collections.sort(ids);
        Collections.shuffle(ids, new Random(SEED));
        for (String id : ids.subList(0, HISTORIES)) {
            JsonNode history =
                    client.get("/api/records/place/" + id + "/history").expectSuccess();
            assertThat(history.path("items")).as("history of " + id).hasSize(1);
        }
    }

    private PlatformProcess.Builder platform(String name, PlacesProvider provider) {
        return PlatformProcess.of(Distribution.folder(), folder.resolve(name))
                .setting(
                        "archipel.network.private",
                        "127.0.0.1:" + provider.uri().getPort());
    }
}
