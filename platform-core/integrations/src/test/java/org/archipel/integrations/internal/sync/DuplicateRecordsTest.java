package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.Conflict.Kind;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** A record comes to the hub that is the same, by its key, as one that the remote side has already. */
class DuplicateRecordsTest {
    @DatabaseTest
    void theSecondOfTwoThatAreTheSameIsNotMadeThere(TestDatabase database) {
        try (BothWays both = linked(database)) {
            both.hub("h2", here("Ann again", "ann@x"));
            both.hub("h3", here("Cid", "cid@x"));
            both.hub("h4", here("Cid again", "cid@x"));

            both.sync();

            assertThat(both.house.remote.writes().creations()).isEqualTo(1);
            assertThat(open(both))
                    .extracting(Conflict::kind, Conflict::recordId, Conflict::candidates)
                    .containsExactlyInAnyOrder(
                            tuple(Kind.DUPLICATE, "h2", List.of("h1", "h2")),
                            tuple(Kind.DUPLICATE, "h4", List.of("h3", "h4")));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(2);
            assertThat(open(both)).hasSize(2);
        }
    }

    @DatabaseTest
    void aPersonSaysThatItIsOfItsOwn(TestDatabase database) {
        try (BothWays both = held(database)) {
            resolve(both, new Resolution(null, null, null, null, true, null, null));
            both.sync();
            assertThat(both.house.remote.content().values())
                    .containsExactlyInAnyOrder(there("Ann", "ann@x"), there("Ann again", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(2);
            assertThat(open(both)).isEmpty();
        }
    }

    @DatabaseTest
    void aPersonSaysThatItIsTheOneFromNowOn(TestDatabase database) {
        try (BothWays both = held(database)) {
            resolve(both, link("h2"));
            both.sync();
            assertThat(both.house.remote.content()).isEqualTo(Map.of("a", there("Ann again", "ann@x")));
            both.hub("h1", here("Left alone", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(1).containsEntry("a", there("Ann again", "ann@x"));
            assertThat(open(both)).isEmpty();
        }
    }

    @DatabaseTest
    void aPersonSaysThatTheOtherOneStays(TestDatabase database) {
        try (BothWays both = held(database)) {
            resolve(both, link("h1"));
            both.sync();
            both.hub("h2", here("Anew", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content()).isEqualTo(Map.of("a", there("Ann", "ann@x")));
            assertThat(open(both)).isEmpty();
        }
    }

    @DatabaseTest
    void whatIsNoDuplicateAnyMoreIsMadeByItself(TestDatabase database) {
        try (BothWays both = held(database)) {
            both.hub("h2", here("Ann Two", "two@x"));
            both.sync();
            assertThat(both.house.remote.content().values())
                    .containsExactlyInAnyOrder(there("Ann", "ann@x"), there("Ann Two", "two@x"));
            assertThat(open(both)).isEmpty();
        }
    }

    @DatabaseTest
    void withoutKeysNothingIsTheSame(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.hub("h1", here("Ann", "ann@x"));
            both.sync();
            both.hub("h2", here("Ann", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(2);
        }
    }

    /** The remote side finds the record by itself and says so. */
    @DatabaseTest
    void whatTheRemoteSideHasAlreadyIsNotLinkedTwice(TestDatabase database) {
        try (BothWays both =
                new BothWays(database, Direction.OUTBOUND, ConflictResolution.SOURCE_WINS, Deletions.DELETE)) {
            both.hub("h1", here("Ann", "ann@x"));
            both.sync();
            String id = both.house.remote.content().keySet().iterator().next();
            both.hub("h2", here("Ann again", "ann@x"));
            both.house
                    .remote
                    .writes()
                    .refuse(record -> record.externalId().isEmpty()
                            ? Optional.of(new WriteResult(Outcome.CREATED, Optional.of(id), "", false))
                            : Optional.empty());

            both.sync();

            assertThat(open(both))
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.recordId()).isEqualTo("h2"));
            both.hub("h1", here("Anna", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content()).isEqualTo(Map.of(id, there("Anna", "ann@x")));
        }
    }

    private static BothWays linked(TestDatabase database) {
        BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email");
        both.remote("a", there("Ann", "ann@x"));
        both.hub("h1", here("Ann", "ann@x"));
        both.sync();
        return both;
    }

    private static BothWays held(TestDatabase database) {
        BothWays both = linked(database);
        both.hub("h2", here("Ann again", "ann@x"));
        both.sync();
        assertThat(open(both)).hasSize(1);
        return both;
    }

    private static Resolution link(String recordId) {
        return new Resolution(null, null, null, recordId, null, null, null);
    }

    private static List<Conflict> open(BothWays both) {
        return both.house.conflicts.list(both.integration, "OPEN", "", 10);
    }

    private static void resolve(BothWays both, Resolution resolution) {
        both.house.conflicts.resolve(
                both.house.caller,
                both.integration,
                open(both).get(0).id(),
                resolution,
                SyncService.mergePolicy(both.integration));
    }
}
