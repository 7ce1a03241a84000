package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** Somebody changes a record on the remote side after it was read, and before the hub's change of it arrives. */
class RemoteVersionsTest {
    @DatabaseTest
    void bothChangesAreMergedFieldByField(TestDatabase database) {
        Map<ConflictResolution, String> expected = Map.of(
                ConflictResolution.SOURCE_WINS, "Late",
                ConflictResolution.TARGET_WINS, "Hub");
        expected.forEach((resolution, winner) -> {
            try (BothWays both = BothWays.with(database, resolution)) {
                both.house.remote.writes().knowVersions();
                both.remote("a", there("Ann", "ann@x"));
                both.remote("b", there("Bob", "bob@x"));
                both.sync();
                both.hub(idOf(both, "Ann"), here("Hub", "ann@hub"));
                both.hub(idOf(both, "Bob"), here("Bobby", "bob@x"));
                onceRead(both, () -> both.remote("a", there("Late", "ann@x")));

                var counts = counts(both.sync());

                assertThat(both.house.remote.content())
                        .as("%s", resolution)
                        .isEqualTo(Map.of("a", there(winner, "ann@hub"), "b", there("Bobby", "bob@x")));
                assertThat(both.hub())
                        .extracting(record -> record.data())
                        .containsExactlyInAnyOrder(here(winner, "ann@hub"), here("Bobby", "bob@x"));
                assertThat(counts.path("quarantined").asInt()).isZero();
                int changes = both.house.remote.writes().changes();
                both.sync();
                assertThat(both.house.remote.writes().changes()).isEqualTo(changes);
            }
        });
    }

    @DatabaseTest
    void aFieldThatOnlyAPersonMayDecideIsParked(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.MANUAL)) {
            both.house.remote.writes().knowVersions();
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("Hub", "ann@x"));
            onceRead(both, () -> both.remote("a", there("Late", "ann@x")));
            both.sync();
            assertThat(both.house.remote.content()).isEqualTo(Map.of("a", there("Late", "ann@x")));
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.fields()).containsExactly("/name"));
        }
    }

    @DatabaseTest
    void whatBecameOfOthersIsKnownAlsoIfARecordThatChangedMeanwhileCannotBeRead(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.house.remote.writes().knowVersions();
            both.house.remote.writes().ignoreKeys();
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("Hub", "ann@x"));
            both.hub("new", here("New", "new@x"));
            onceRead(both, () -> both.remote("a", there("Late", "ann@x")));
            both.house.remote.beforeFetch(() -> {
                throw new RemoteException(ErrorCode.CONNECTION_FAILED, "gone for a moment", true);
            });
            Job job = both.house.sync(both.integration);
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);

            both.house.remote.beforeFetch(() -> {});
            // Not even its own content tells it from another any more.
            both.remote("r000001", there("Changed there", "other@x"));
            both.house.run(job);
            both.sync();
            assertThat(both.house.remote.writes().creations()).isEqualTo(1);
            assertThat(both.hub()).hasSize(2);
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .isEmpty();
        }
    }

    @DatabaseTest
    void aRecordThatIsGoneMeanwhileIsADeletionThere(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.house.remote.writes().knowVersions();
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("Hub", "ann@x"));
            onceRead(both, () -> both.remoteDeletes("a"));
            both.sync();
            assertThat(both.hub()).isEmpty();
            assertThat(both.house.remote.content()).isEmpty();
        }
    }

    @DatabaseTest
    void aChangeOfWhatTheHubDoesNotKnowGetsInNobodysWay(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.MANUAL)) {
            both.house.remote.writes().knowVersions();
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.remote("a", there("Ann", "ann@x").put("score", 7));
            both.sync();
            both.hub(both.only().id(), here("Anna", "ann@x"));
            onceRead(both, () -> both.remote("a", there("Ann", "ann@x").put("score", 8)));
            both.sync();
            assertThat(both.house.remote.content())
                    .isEqualTo(Map.of("a", there("Anna", "ann@x").put("score", 8)));
            assertThat(both.only().version()).isEqualTo(2);
        }
    }

    /** Changes the remote side right after the next page was read. */
    private static void onceRead(BothWays both, Runnable change) {
        AtomicBoolean done = new AtomicBoolean();
        both.house.remote.twist(page -> {
            if (done.compareAndSet(false, true)) {
                change.run();
            }
            return page;
        });
    }

    private static String idOf(BothWays both, String name) {
        return both.hub().stream()
                .filter(record -> record.data().path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
