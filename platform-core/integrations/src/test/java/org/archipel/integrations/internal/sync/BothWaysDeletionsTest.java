package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.merge.Resolution.Side;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** A record is deleted on one side, and what becomes of it on the other. */
class BothWaysDeletionsTest {
    @DatabaseTest
    void deletionsGoBothWays(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.remote("a", there("Ann", "ann@x"));
            both.hub("b", here("Bob", "bob@x"));
            both.sync();
            both.remoteDeletes("a");
            both.hubDeletes("b");
            JsonNode counts = counts(both.sync());
            assertThat(both.hub()).isEmpty();
            assertThat(both.house.remote.content()).isEmpty();
            assertThat(counts.path("deleted").asInt()).isEqualTo(2);
            assertThat(counts(both.sync()).path("deleted").asInt()).isZero();

            both.remote("a", there("Ann again", "ann@x"));
            both.hub("b", here("Bob again", "bob@x"));
            both.sync();
            assertThat(both.hub()).hasSize(2);
            assertThat(both.house.remote.content().values())
                    .containsExactlyInAnyOrder(there("Ann again", "ann@x"), there("Bob again", "bob@x"));
            assertThat(both.house.remote.writes().creations()).isEqualTo(2);
        }
    }

    @DatabaseTest
    void archivedRecordsStayWithAMark(TestDatabase database) {
        try (BothWays both =
                new BothWays(database, Direction.BIDIRECTIONAL, ConflictResolution.SOURCE_WINS, Deletions.ARCHIVE)) {
            both.remote("a", there("Ann", "ann@x"));
            both.hub("b", here("Bob", "bob@x"));
            both.sync();
            both.remoteDeletes("a");
            both.hubDeletes("b");
            both.sync();
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("Ann", "ann@x").put("archived", true));
            assertThat(both.house.remote.content().values())
                    .containsExactly(there("Bob", "bob@x").put("archived", true));
        }
    }

    @DatabaseTest
    void ignoredDeletionsLeaveTheOtherSideAlone(TestDatabase database) {
        try (BothWays both =
                new BothWays(database, Direction.BIDIRECTIONAL, ConflictResolution.SOURCE_WINS, Deletions.IGNORE)) {
            both.remote("a", there("Ann", "ann@x"));
            both.hub("b", here("Bob", "bob@x"));
            both.sync();
            both.remoteDeletes("a");
            both.hubDeletes("b");
            both.sync();
            both.hub(both.only().id(), here("Anna", "ann@x"));
            both.sync();
            assertThat(both.only().data()).isEqualTo(here("Anna", "ann@x"));
            assertThat(both.house.remote.content().values()).containsExactly(there("Bob", "bob@x"));
            assertThat(both.house.remote.writes().creations()).isEqualTo(1);
        }
    }

    @DatabaseTest
    void aChangeAgainstADeletionIsAConflictOfTheWholeRecord(TestDatabase database) {
        for (ConflictResolution resolution : ConflictResolution.values()) {
            try (BothWays both = BothWays.with(database, resolution)) {
                both.remote("a", there("Ann", "ann@x"));
                both.remote("b", there("Bob", "bob@x"));
                both.sync();
                String ann = idOf(both, "Ann");
                String bob = idOf(both, "Bob");
                both.remoteDeletes("a");
                both.hub(ann, here("Anna", "ann@x"));
                both.hubDeletes(bob);
                both.remote("b", there("Bobby", "bob@x"));
                JsonNode counts = counts(both.sync());
                assertThat(counts.path("conflicts").asInt()).isEqualTo(2);
                List<String> here = both.hub().stream()
                        .map(r -> r.data().path("name").asText())
                        .toList();
                List<String> there = both.house.remote.content().values().stream()
                        .map(r -> r.path("n").asText())
                        .toList();
                switch (resolution) {
                    case SOURCE_WINS -> {
                        assertThat(here).containsExactly("Bobby");
                        assertThat(there).containsExactly("Bobby");
                    }
                    case TARGET_WINS -> {
                        assertThat(here).containsExactly("Anna");
                        assertThat(there).containsExactly("Anna");
                    }
                    case LAST_WRITE_WINS -> {
                        assertThat(here).containsExactlyInAnyOrder("Anna", "Bobby");
                        assertThat(there).containsExactlyInAnyOrder("Anna", "Bobby");
                    }
                    case MANUAL -> {
                        assertThat(here).containsExactly("Anna");
                        assertThat(there).containsExactly("Bobby");
                        assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                                .hasSize(2)
                                .allSatisfy(conflict ->
                                        assertThat(conflict.fields()).containsExactly(""));
                        both.house
                                .conflicts
                                .list(both.integration, "OPEN", "", 10)
                                .forEach(conflict -> resolve(both, conflict, new Resolution(Side.SOURCE, null, null)));
                        both.sync();
                        assertThat(both.hub()).hasSize(1);
                        assertThat(both.house.remote.content()).containsOnlyKeys("b");
                    }
                }
            }
        }
    }

    private static Conflict resolve(BothWays both, Conflict conflict, Resolution resolution) {
        return both.house.conflicts.resolve(
                both.house.caller,
                both.integration,
                conflict.id(),
                resolution,
                SyncService.mergePolicy(both.integration));
    }

    private static String idOf(BothWays both, String name) {
        return both.hub().stream()
                .filter(record -> record.data().path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
