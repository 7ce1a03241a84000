package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.Conflict.Kind;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** The process dies behind a creation, and the remote side neither honours idempotency keys nor can be searched. */
class UnknownCreationsTest {
    @DatabaseTest
    void theRecordIsNotSentAgainAndWaitsForAPerson(TestDatabase database) {
        try (BothWays both = outbound(database)) {
            dieBehindACreation(both);
            both.sync();
            both.sync();
            assertThat(both.house.remote.writes().creations()).isEqualTo(1);
            Conflict conflict = open(both);
            assertThat(conflict.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(conflict.recordId()).isEqualTo("h1");
            assertThat(conflict.target()).contains(here("Ann", "ann@x"));
            assertThatThrownBy(() -> resolve(both, conflict, new Resolution(Resolution.Side.SOURCE, null, null)))
                    .isInstanceOf(ValidationException.class);

            resolve(both, conflict, new Resolution(null, null, null, null, null, null, "r000001"));
            both.hub("h1", here("Anna", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content().values()).containsExactly(there("Anna", "ann@x"));
        }
    }

    @DatabaseTest
    void whatAPersonDidNotFindThereIsMadeAnew(TestDatabase database) {
        try (BothWays both = outbound(database)) {
            dieBehindACreation(both);
            both.sync();
            resolve(both, open(both), new Resolution(null, null, null, null, true, null, null));
            both.sync();
            assertThat(both.house.remote.writes().creations()).isEqualTo(2);
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .isEmpty();
        }
    }

    @DatabaseTest
    void inABidirectionalSyncTheNextReadFindsIt(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.house.remote.writes().ignoreKeys();
            dieBehindACreation(both);
            both.sync();
            assertThat(both.hub()).hasSize(1);
            assertThat(both.house.remote.writes().creations()).isEqualTo(1);
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .isEmpty();
            both.hub("h1", here("Anna", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content().values()).containsExactly(there("Anna", "ann@x"));
        }
    }

    @DatabaseTest
    void byItsMatchKeysItIsFoundAlsoIfItWasChangedThere(TestDatabase database) {
        try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
            both.house.remote.writes().ignoreKeys();
            dieBehindACreation(both);
            both.remote("r000001", there("Changed there", "ann@x"));
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("Changed there", "ann@x"));
            assertThat(both.house.remote.writes().creations()).isEqualTo(1);
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .isEmpty();
        }
    }

    private static BothWays outbound(TestDatabase database) {
        BothWays both = new BothWays(database, Direction.OUTBOUND, ConflictResolution.SOURCE_WINS, Deletions.DELETE);
        both.house.remote.writes().ignoreKeys();
        return both;
    }

    private static void dieBehindACreation(BothWays both) {
        both.hub("h1", here("Ann", "ann@x"));
        both.house.remote.writes().afterEach(() -> {
            throw new DyingUnit.Killed();
        });
        Job job = both.house.syncs.submit(both.house.caller, both.integration, SyncRequest.everything());
        assertThatThrownBy(() -> both.house.run(job)).isInstanceOf(DyingUnit.Killed.class);
        both.house.remote.writes().afterEach(() -> {});
        both.house.run(job);
    }

    private static Conflict open(BothWays both) {
        var open = both.house.conflicts.list(both.integration, "OPEN", "", 10);
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private static Conflict resolve(BothWays both, Conflict conflict, Resolution resolution) {
        return both.house.conflicts.resolve(
                both.house.caller,
                both.integration,
                conflict.id(),
                resolution,
                SyncService.mergePolicy(both.integration));
    }
}
