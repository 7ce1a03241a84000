package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** A process that dies in a bidirectional sync, in its transactions or between a write and its answer, makes nothing twice. */
class BidirectionalCrashTest {
    private static final int KILLS = 12;
    private static final int EACH = 160;

    @DatabaseTest
    void bothSidesEndAsAfterAnUndisturbedSync(TestDatabase database) {
        List<List<String>> expected = ends(database, new Random(0), 0, true);
        for (int seed = 1; seed <= KILLS; seed++) {
            assertThat(ends(database, new Random(seed), 8, seed % 2 == 0))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    private static List<List<String>> ends(TestDatabase database, Random random, int oneIn, boolean honoursKeys) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            if (!honoursKeys) {
                both.house.remote.writes().onlyFindKeys();
            }
            for (int i = 0; i < EACH; i++) {
                both.remote(String.format("a%04d", i), there("There " + i, i + "@there"));
                both.hub(String.format("h%04d", i), here("Here " + i, i + "@here"));
            }
            untilItSucceeds(both, random, oneIn);
            change(both);
            untilItSucceeds(both, random, oneIn);
            assertThat(both.house.remote.writes().creations()).isEqualTo(EACH);
            assertThat(BothWays.counts(both.sync()).path("unchanged").asInt()).isEqualTo(2 * EACH);
            return List.of(
                    both.hub().stream()
                            .map(record -> record.version() + " " + record.data())
                            .sorted()
                            .toList(),
                    both.house.remote.content().values().stream()
                            .map(Object::toString)
                            .sorted()
                            .toList());
        }
    }

    private static void change(BothWays both) {
        Map<String, String> ids = new TreeMap<>();
        both.hub().forEach(record -> ids.put(record.data().path("name").asText(), record.id()));
        for (int i = 0; i < EACH; i += 4) {
            both.hub(ids.get("There " + i), here("Changed here " + i, i + "@there"));
            both.remote(String.format("a%04d", i + 1), there("Changed there " + i, i + "@there"));
        }
        both.hub(ids.get("There 2"), here("conflict", "2@there"));
        both.remote("a0002", there("wins", "2@there"));
        both.hubDeletes(ids.get("There 3"));
        both.remoteDeletes("a0007");
    }

    private static void untilItSucceeds(BothWays both, Random random, int oneIn) {
        if (oneIn == 0) {
            both.sync();
            return;
        }
        both.house.remote.writes().afterEach(() -> {
            if (random.nextInt(50) == 0) {
                throw new DyingUnit.Killed();
            }
        });
        Job job = both.house.syncs.submit(both.house.caller, both.integration, SyncRequest.everything());
        Job present = job;
        while (present.state() != Job.State.SUCCEEDED) {
            SyncJob handler = both.house.handler(new DyingUnit(both.house.work, random, oneIn));
            try {
                present = both.house.jobs.run(job.id(), handler);
                assertThat(present.state()).isNotEqualTo(Job.State.FAILED);
            } catch (DyingUnit.Killed e) {
                assertThat(e).hasMessage("killed");
            } finally {
                handler.stop();
            }
        }
        both.house.remote.writes().afterEach(() -> {});
    }
}
