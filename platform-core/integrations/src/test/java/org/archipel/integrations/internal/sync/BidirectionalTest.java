package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.merge.Resolution.Side;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

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

    @DatabaseTest
    void whatTheRemoteSideRefusesIsSetAsideAndTriedAgainWhenItIsMended(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.house
                    .remote
                    .writes()
                    .refuse(record -> record.data().path("mail").asText().isEmpty()
                            ? Optional.of(new WriteResult(
                                    WriteResult.Outcome.FAILED, Optional.empty(), "status 422: mail is missing", false))
                            : Optional.empty());
            both.hub("good", here("Good", "good@x"));
            both.hub("bad", here("Bad", ""));
            JsonNode counts = counts(both.sync());
            assertThat(counts.at("/outbound/quarantined").asInt()).isEqualTo(1);
            assertThat(both.house.quarantine.list(both.integration, "OPEN", "", 10))
                    .singleElement()
                    .satisfies(record -> assertThat(record.reason()).contains("mail is missing"));
            both.hub("bad", here("Bad", "bad@x"));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(2);
            assertThat(both.house.quarantine.list(both.integration, "OPEN", "", 10))
                    .isEmpty();
        }
    }

    @DatabaseTest
    void aRecordThatIsReplayedFromQuarantineStaysTheSameRecord(TestDatabase database) {
        var required = List.of(
                new FieldMapping("n", "name", null, true, null), new FieldMapping("mail", "email", null, true, null));
        var draft = BothWays.draft(Direction.BIDIRECTIONAL, ConflictResolution.SOURCE_WINS, Deletions.DELETE, required);
        try (BothWays both = new BothWays(database, draft)) {
            both.remote("a", there("Ann", "ann@x"));
            both.remote("b", there("Bob", "bob@x"));
            both.sync();
            both.remote("a", Json.object().put("n", "Anna"));
            both.sync();
            var held = both.house.quarantine.list(both.integration, "OPEN", "", 10);
            assertThat(held).hasSize(1);

            both.house.quarantine.fix(both.integration, held.get(0).id(), there("Anna", "anna@x"));
            both.house.quarantine.replay(both.integration, held.get(0).id());

            assertThat(both.hub()).hasSize(2).extracting(HubRecord::data).contains(here("Anna", "anna@x"));
            both.remote("a", there("Anna", "anna@x"));
            both.sync();
            assertThat(both.hub()).hasSize(2);
            assertThat(both.house.remote.writes().changes()).isZero();
        }
    }

    @DatabaseTest
    void whileTheRemoteSideIsAwayTheJobWaitsAndCountsNothingTwice(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            for (int i = 0; i < 130; i++) {
                both.hub("h" + i, here("Hub " + i, i + "@x"));
            }
            both.house
                    .remote
                    .writes()
                    .refuse(record -> both.house.remote.writes().creations() >= 70
                            ? Optional.of(
                                    new WriteResult(WriteResult.Outcome.FAILED, Optional.empty(), "status 503", true))
                            : Optional.empty());
            Job job = both.house.sync(both.integration);
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            both.house.remote.writes().refuse(record -> Optional.empty());
            job = both.house.run(job);
            assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(both.house.remote.content()).hasSize(130);
            assertThat(both.house.remote.writes().creations()).isEqualTo(130);
            BothWays.assertAddsUp(counts(job));
        }
    }

    @DatabaseTest
    void anOutboundSyncMapsFromTheHubAndReadsNothing(TestDatabase database) {
        try (BothWays both =
                new BothWays(database, Direction.OUTBOUND, ConflictResolution.SOURCE_WINS, Deletions.DELETE)) {
            both.hub("a", here("Ann", "ann@x"));
            both.hub("b", here("Bob", "bob@x"));
            assertThat(counts(both.sync()).path("created").asInt()).isEqualTo(2);
            both.hub("a", here("Anna", "ann@x"));
            both.hubDeletes("b");
            JsonNode counts = counts(both.sync());
            assertThat(counts.path("updated").asInt()).isEqualTo(1);
            assertThat(counts.path("deleted").asInt()).isEqualTo(1);
            assertThat(both.house.remote.content().values()).containsExactly(there("Anna", "ann@x"));
            assertThat(counts(both.sync()).path("read").asInt()).isZero();
            assertThat(both.house.remote.requests()).isEmpty();
            assertThatThrownBy(() -> both.house.sync(
                            both.integration, new SyncRequest(Direction.INBOUND, null, null, null, null)))
                    .isInstanceOf(ValidationException.class);
        }
    }

    @DatabaseTest
    void aDryRunShowsBothWaysAndWritesNothing(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            both.remote("a", there("Ann", "ann@x"));
            both.hub("b", here("Bob", "bob@x"));
            Job job = both.house.sync(both.integration, new SyncRequest(null, null, null, null, true));
            assertThat(counts(job).at("/inbound/samples/created/0/externalId").asText())
                    .isEqualTo("a");
            assertThat(counts(job).at("/outbound/samples/created/0/data/n").asText())
                    .isEqualTo("Bob");
            assertThat(both.hub()).hasSize(1);
            assertThat(both.house.remote.content()).hasSize(1);
        }
    }

    @DatabaseTest
    void aChangeOfDirectionMakesNoRecordAnew(TestDatabase database) {
        try (BothWays both =
                new BothWays(database, Direction.INBOUND, ConflictResolution.SOURCE_WINS, Deletions.DELETE)) {
            both.remote("a", there("Ann", "ann@x"));
            both.remote("b", there("Bob", "bob@x"));
            both.sync();
            both.hub(idOf(both, "Bob"), here("Bobby", "bob@x"));
            replace(both, Direction.BIDIRECTIONAL);
            both.sync();
            assertThat(both.hub()).hasSize(2);
            assertThat(both.house.remote.writes().creations()).isZero();
            assertThat(both.house.remote.content().get("b")).isEqualTo(there("Bobby", "bob@x"));
            replace(both, Direction.INBOUND);
            both.remote("a", there("Anna", "ann@x"));
            both.sync();
            assertThat(both.hub())
                    .extracting(record -> record.data().path("name").asText())
                    .containsExactlyInAnyOrder("Anna", "Bobby");
        }
    }

    @DatabaseTest
    void aMappingThatHasNoWayBackIsRefused(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            List<FieldMapping> mappings = List.of(new FieldMapping("d", "date", "date(dd/MM/yyyy)", false, null));
            var draft =
                    BothWays.draft(Direction.BIDIRECTIONAL, ConflictResolution.SOURCE_WINS, Deletions.DELETE, mappings);
            assertThatThrownBy(() -> both.house.integrations.create(both.house.caller, draft))
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/fieldMappings/0/reverse"));
        }
    }

    private static void replace(BothWays both, Direction direction) {
        both.house.integrations.replace(
                both.house.caller,
                both.integration.id(),
                BothWays.draft(direction, ConflictResolution.SOURCE_WINS, Deletions.DELETE),
                revision -> {});
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

    private static String idOf(BothWays both, String name) {
        return both.hub().stream()
                .filter(record -> record.data().path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
