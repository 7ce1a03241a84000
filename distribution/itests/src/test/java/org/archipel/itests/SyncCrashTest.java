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
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.archipel.harness.PlatformBuilder;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed again and again in the middle of a synchronization ends up with what an undisturbed one has. The normal
 * run kills 5 times, the Maven profile {@code slow} 65 times; {@code -Darchipel.test.seed} sets other moments.
 */
class SyncCrashTest {
    private static final Logger LOG = System.getLogger(SyncCrashTest.class.getName());
    private static final int KILLS = Integer.getInteger("archipel.test.kills", 5);
    private static final long SEED = Long.getLong("archipel.test.seed", 20_000L);
    private static final int BATCH = 50;
    private static final int SLOW_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int HISTORIES = 200;

    @TempDir
    Path folder;

    @Test
    void aSynchronizationThatIsKilledAgainAndAgainBringsTheSameRecords() throws IOException {
        try (PlacesProvider provider = PlacesProvider.start(PlacesOptions.defaults())) {
            Map<String, PlacesSync.Place> expected = undisturbed(provider);
            assertThat(expected).hasSize(Math.toIntExact(provider.size()));
            // Slow enough that every kill hits the run.
            provider.faults().on(Fault.SLOW, 1, Integer.MAX_VALUE, SLOW_MILLIS);

            try (PlatformProcess platform = platform("killed", provider).start()) {
                RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
                String job = PlacesSync.create(client, provider.uri(), BATCH).start();
                long requestsAtLastKill = killRepeatedly(platform, provider);
                platform.start();

                JsonNode ended = client.awaitJob(job, LIMIT, state -> {});
                assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
                assertThat(provider.requests())
                        .as("the run was under way at the last kill")
                        .isGreaterThan(requestsAtLastKill);
                Map<String, PlacesSync.Place> records = PlacesSync.records(client);
                assertThat(records).hasSameSizeAs(expected);
                assertThat(expected.entrySet().stream()
                                .filter(place -> !same(place.getValue(), records.get(place.getKey())))
                                .limit(5))
                        .as("places that differ from the undisturbed run's")
                        .isEmpty();
                assertThat(records.values()).allMatch(record -> record.version() == 1);
                assertHistories(client, records.values());
                JsonNode counts = ended.path("result").path("entities").path("place");
                assertThat(counts.path("created").asLong())
                        .as(counts.toString())
                        .isEqualTo(provider.size());
            }
        }
    }

    private Map<String, PlacesSync.Place> undisturbed(PlacesProvider provider) {
        try (PlatformProcess platform = platform("undisturbed", provider).start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            String job = PlacesSync.create(client, provider.uri(), BATCH).start();
            JsonNode ended = client.awaitJob(job, LIMIT, state -> {});
            assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
            return PlacesSync.records(client);
        }
    }

    /** Returns how many requests the provider had seen at the last kill. */
    private static long killRepeatedly(PlatformProcess platform, PlacesProvider provider) {
        Random random = new Random(SEED);
        // In all about half the pages, so that the run is under way at the last kill.
        int pagesPerLife = Math.max(1, (int) (provider.size() / BATCH / 2 / KILLS));
        for (int kill = 1; kill <= KILLS; kill++) {
            long target = provider.requests() + 1 + random.nextInt(pagesPerLife);
            // The polling decides at which moment between two pages the process dies.
            await().atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1L + random.nextInt(SLOW_MILLIS)))
                    .until(() -> provider.requests() >= target || !platform.alive());
            assertThat(platform.alive()).as("life " + kill).isTrue();
            platform.kill();
            LOG.log(Level.INFO, "kill {0} at request {1}", kill, provider.requests());
            if (kill < KILLS) {
                platform.launch();
            }
        }
        return provider.requests();
    }

    private static boolean same(PlacesSync.Place one, PlacesSync.Place other) {
        return other != null && one.data().equals(other.data());
    }

    private static void assertHistories(RestClient client, Collection<PlacesSync.Place> places) {
        List<String> ids = new ArrayList<>();
        places.forEach(place -> ids.add(place.id()));
        Collections.sort(ids);
        Collections.shuffle(ids, new Random(SEED));
        for (String id : ids.subList(0, HISTORIES)) {
            JsonNode history =
                    client.get("/api/records/place/" + id + "/history").expectSuccess();
            assertThat(history.path("items")).as("history of " + id).hasSize(1);
        }
    }

    private PlatformBuilder platform(String name, PlacesProvider provider) {
        return PlatformProcess.of(Distribution.folder(), folder.resolve(name))
                .setting(
                        "archipel.network.private",
                        "127.0.0.1:" + provider.uri().getPort());
    }
}
