package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** What goes to the remote side, and what of it is refused. */
class OutboundTest {
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
            assertThat(both.house
                            .quarantine
                            .list(both.integration, "OPEN", "", 10)
                            .rows())
                    .singleElement()
                    .satisfies(record -> assertThat(record.reason()).contains("mail is missing"));
            both.hub("bad", here("Bad", "bad@x"));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(2);
            assertThat(both.house
                            .quarantine
                            .list(both.integration, "OPEN", "", 10)
                            .rows())
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
            var held =
                    both.house.quarantine.list(both.integration, "OPEN", "", 10).rows();
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

    private static String idOf(BothWays both, String name) {
        return both.hub().stream()
                .filter(record -> record.data().path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
