package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.merge.Resolution.Side;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** Both sides change, and come together field by field. */
class BidirectionalTest {
    @DatabaseTest
    void recordsOfBothSidesComeTogetherAndNothingIsWrittenTwice(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.remote("a", there("Ann", "ann@x"));
            both.hub("b", here("Bob", "bob@x"));
            JsonNode counts = counts(both.sync());
            assertThat(counts.at("/inbound/created").asInt()).isEqualTo(1);
            assertThat(counts.at("/outbound/created").asInt()).isEqualTo(1);
            assertThat(both.hub()).hasSize(2);
            assertThat(both.house.remote.content().values())
                    .containsExactlyInAnyOrder(there("Ann", "ann@x"), there("Bob", "bob@x"));

            counts = counts(both.sync());
            assertThat(counts.path("unchanged").asInt())
                    .isEqualTo(counts.path("read").asInt());
            assertThat(both.house.remote.writes().changes()).isEqualTo(1);
            assertThat(both.hub()).extracting(HubRecord::version).containsOnly(1L);
        }
    }

    @DatabaseTest
    void aChangeGoesOverOnceAndDoesNotComeBack(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("Anna", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content().get("a")).isEqualTo(there("Anna", "ann@x"));
            both.sync();
            both.sync();
            assertThat(both.only().version()).isEqualTo(2);
            assertThat(both.house.remote.writes().changes()).isEqualTo(1);
        }
    }

    @DatabaseTest
    void changesOfDifferentFieldsAreBothTaken(TestDatabase database) {
        for (ConflictResolution resolution : ConflictResolution.values()) {
            try (BothWays both = BothWays.with(database, resolution)) {
                both.remote("a", there("Ann", "ann@x"));
                both.sync();
                both.hub(both.only().id(), here("Ann", "ann@hub"));
                both.remote("a", there("Anna", "ann@x"));
                JsonNode counts = counts(both.sync());
                assertThat(both.only().data()).isEqualTo(here("Anna", "ann@hub"));
                assertThat(both.house.remote.content().get("a")).isEqualTo(there("Anna", "ann@hub"));
                assertThat(counts.path("conflicts").asInt()).isZero();
            }
        }
    }

    @DatabaseTest
    void aFieldThatChangedOnBothSidesIsTakenByPolicy(TestDatabase database) {
        Map<ConflictResolution, String> expected = Map.of(
                ConflictResolution.SOURCE_WINS, "there",
                ConflictResolution.TARGET_WINS, "here",
                ConflictResolution.LAST_WRITE_WINS, "here");
        expected.forEach((resolution, winner) -> {
            try (BothWays both = BothWays.with(database, resolution)) {
                both.remote("a", there("Ann", "ann@x"));
                both.sync();
                both.remote("a", there("there", "new@there"));
                both.hub(both.only().id(), here("here", "ann@x"));
                JsonNode counts = counts(both.sync());
                assertThat(both.only().data()).as("%s", resolution).isEqualTo(here(winner, "new@there"));
                assertThat(both.house.remote.content().get("a")).isEqualTo(there(winner, "new@there"));
                assertThat(counts.path("conflicts").asInt()).isEqualTo(1);
                both.sync();
                assertThat(both.house.remote.content().get("a")).isEqualTo(there(winner, "new@there"));
            }
        });
    }

    @DatabaseTest
    void theLaterChangeOfTheRemoteSideWins(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.LAST_WRITE_WINS)) {
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("here", "ann@x"));
            both.remote("a", there("there", "ann@x"));
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("there", "ann@x"));
        }
    }

    @DatabaseTest
    void fieldsThatTheRemoteSideDoesNotKnowStayInTheHub(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("Ann", "ann@x").put("note", "ours"));
            both.remote("a", there("Anna", "ann@x"));
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("Anna", "ann@x").put("note", "ours"));
            assertThat(both.house.remote.writes().changes()).isZero();
        }
    }

    @DatabaseTest
    void aParkedConflictWaitsForAPersonWithBothSidesShown(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.MANUAL)) {
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.remote("a", there("there", "new@there"));
            both.hub(both.only().id(), here("here", "new@here"));
            assertThat(counts(both.sync()).path("conflicts").asInt()).isEqualTo(1);
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("here", "new@here"));
            assertThat(both.house.remote.content().get("a")).isEqualTo(there("there", "new@there"));

            Conflict conflict = open(both);
            assertThat(conflict.fields()).containsExactlyInAnyOrder("/name", "/email");
            assertThat(conflict.base()).isEqualTo(here("Ann", "ann@x"));
            assertThat(conflict.source()).contains(here("there", "new@there"));
            assertThat(conflict.target()).contains(here("here", "new@here"));

            var half = new Resolution(null, Map.of("/name", Side.SOURCE), null);
            assertThatThrownBy(() -> resolve(both, conflict, half)).isInstanceOf(ValidationException.class);
            var choice = new Resolution(Side.TARGET, Map.of("/name", Side.SOURCE), null);
            assertThat(resolve(both, conflict, choice).state()).isEqualTo("RESOLVED");
            assertThatThrownBy(() -> resolve(both, conflict, choice)).isInstanceOf(ConflictException.class);
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("there", "new@here"));
            assertThat(both.house.remote.content().get("a")).isEqualTo(there("there", "new@here"));
            assertThat(counts(both.sync()).path("conflicts").asInt()).isZero();
        }
    }

    @DatabaseTest
    void aConflictThatBothSidesSettleThemselvesIsClosed(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.MANUAL)) {
            both.remote("a", there("Ann", "ann@x"));
            both.sync();
            both.remote("a", there("there", "ann@x"));
            both.hub(both.only().id(), here("here", "ann@x"));
            both.sync();
            both.hub(both.only().id(), here("there", "ann@x"));
            both.sync();
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .isEmpty();
            both.hub(both.only().id(), here("later", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content().get("a")).isEqualTo(there("later", "ann@x"));
        }
    }

    private static Conflict open(BothWays both) {
        List<Conflict> open = both.house.conflicts.list(both.integration, "OPEN", "", 10);
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
