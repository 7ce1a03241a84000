package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.counts;
import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.archipel.integrations.internal.sync.BothWays.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.merge.Conflict;
import org.archipel.integrations.internal.merge.Conflict.Kind;
import org.archipel.integrations.internal.merge.Resolution;
import org.archipel.integrations.internal.merge.Resolution.Side;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** Both sides have records when they come together for the first time. */
class MatchKeysTest {
    @DatabaseTest
    void recordsThatAreTheSameAreLinkedAndNotMadeAgain(TestDatabase database) {
        try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
            both.hub("h1", here("Ann", "ann@x"));
            both.hub("h2", here("Bob", "bob@x"));
            both.hub("h3", here("No mail", ""));
            both.remote("a", there("Ann", "ann@x"));
            both.remote("c", there("Cid", "cid@x"));
            both.remote("d", there("No mail", ""));

            JsonNode counts = counts(both.sync());

            assertThat(counts.at("/inbound/created").asInt()).isEqualTo(2);
            assertThat(counts.at("/inbound/unchanged").asInt()).isEqualTo(1);
            assertThat(both.hub()).hasSize(5);
            assertThat(both.house.remote.writes().creations()).isEqualTo(2);
            assertThat(both.house.remote.content()).hasSize(5);
            both.sync();
            assertThat(both.house.remote.writes().changes()).isEqualTo(2);
            both.hub("h1", here("Anna", "ann@x"));
            both.sync();
            assertThat(both.house.remote.content().get("a")).isEqualTo(there("Anna", "ann@x"));
        }
    }

    @DatabaseTest
    void whatDiffersIsDecidedByThePolicy(TestDatabase database) {
        Map<ConflictResolution, String> expected = Map.of(
                ConflictResolution.SOURCE_WINS, "There",
                ConflictResolution.TARGET_WINS, "Here");
        expected.forEach((resolution, winner) -> {
            try (BothWays both = BothWays.matching(database, resolution, "email")) {
                both.hub("h1", here("Here", "ann@x").put("note", "ours"));
                both.remote("a", there("There", "ANN@x "));
                both.sync();
                String mail = resolution == ConflictResolution.SOURCE_WINS ? "ANN@x " : "ann@x";
                assertThat(both.only().data()).isEqualTo(here(winner, mail).put("note", "ours"));
                assertThat(both.house.remote.content()).isEqualTo(Map.of("a", there(winner, mail)));
            }
        });
        try (BothWays both = BothWays.matching(database, ConflictResolution.MANUAL, "email")) {
            both.hub("h1", here("Here", "ann@x"));
            both.remote("a", there("There", "ann@x"));
            both.sync();
            Conflict conflict = open(both).get(0);
            assertThat(conflict.kind()).isEqualTo(Kind.CHANGED);
            assertThat(conflict.fields()).containsExactly("/name");
            resolve(both, conflict, new Resolution(Side.TARGET, null, null));
            both.sync();
            assertThat(both.house.remote.content()).isEqualTo(Map.of("a", there("Here", "ann@x")));
        }
    }

    @DatabaseTest
    void oneThatMayBeSeveralWaitsForAPersonAndNeitherSideIsWritten(TestDatabase database) {
        try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
            both.hub("h1", here("Ann", "ann@x"));
            both.hub("h2", here("Anna", "ann@x"));
            both.remote("a", there("Annie", "ann@x"));
            assertThat(counts(both.sync()).path("conflicts").asInt()).isEqualTo(1);
            both.sync();
            assertThat(both.hub()).hasSize(2);
            assertThat(both.house.remote.writes().changes()).isZero();

            Conflict conflict = open(both).get(0);
            assertThat(conflict.kind()).isEqualTo(Kind.AMBIGUOUS);
            assertThat(conflict.candidates()).containsExactlyInAnyOrder("h1", "h2");
            assertThat(conflict.source()).contains(here("Annie", "ann@x"));
            assertThatThrownBy(() -> resolve(both, conflict, new Resolution(Side.SOURCE, null, null)))
                    .isInstanceOf(ValidationException.class);
            assertThatThrownBy(() -> resolve(both, conflict, link("h9"))).isInstanceOf(ValidationException.class);
            assertThat(resolve(both, conflict, link("h2")).state()).isEqualTo("RESOLVED");

            both.sync();
            assertThat(names(both)).containsExactlyInAnyOrder("Ann", "Annie");
            assertThat(both.house.remote.content().values())
                    .containsExactlyInAnyOrder(there("Annie", "ann@x"), there("Ann", "ann@x"));
            assertThat(open(both)).isEmpty();
        }
    }

    @DatabaseTest
    void theSecondThatIsTheSameAsOneWaitsForAPerson(TestDatabase database) {
        try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
            both.hub("h1", here("Ann", "ann@x"));
            both.remote("a", there("Ann", "ann@x"));
            both.remote("b", there("Ann too", "ann@x"));
            both.remote("c", there("Cid", "cid@x"));
            both.remote("d", there("Cid too", "cid@x"));
            both.sync();
            assertThat(names(both)).containsExactlyInAnyOrder("Ann", "Cid");
            assertThat(both.house.remote.writes().changes()).isZero();
            List<Conflict> open = open(both);
            assertThat(open).extracting(Conflict::externalId).containsExactlyInAnyOrder("b", "d");

            Conflict ann = open.stream()
                    .filter(conflict -> conflict.externalId().equals("b"))
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> resolve(both, ann, link("h1"))).isInstanceOf(ConflictException.class);
            resolve(both, ann, new Resolution(null, null, null, null, true, null, null));
            assertThat(names(both)).containsExactlyInAnyOrder("Ann", "Ann too", "Cid");
            resolve(both, open(both).get(0), new Resolution(null, null, null, null, null, true, null));
            assertThat(open(both)).isEmpty();
            both.sync();
            assertThat(open(both)).extracting(Conflict::externalId).containsExactly("d");
            assertThat(both.house.remote.writes().changes()).isZero();
        }
    }

    @DatabaseTest
    void whatIsAmbiguousNoMoreIsTakenByItself(TestDatabase database) {
        try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
            both.hub("h1", here("Ann", "ann@x"));
            both.hub("h2", here("Anna", "ann@x"));
            both.remote("a", there("Annie", "ann@x"));
            both.sync();
            both.hub("h2", here("Anna", "anna@x"));

            both.sync();

            assertThat(open(both)).isEmpty();
            assertThat(names(both)).containsExactlyInAnyOrder("Annie", "Anna");
            assertThat(both.house.remote.content().values())
                    .containsExactlyInAnyOrder(there("Annie", "ann@x"), there("Anna", "anna@x"));
        }
    }

    @DatabaseTest
    void nothingIsSentBeforeEverythingWasRead(TestDatabase database) {
        try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
            for (int i = 0; i < 5; i++) {
                both.hub("h" + i, here("Hub " + i, i + "@x"));
                both.remote("a" + i, there("Hub " + i, i + "@x"));
            }
            Job first = both.house.sync(both.integration, new SyncRequest(Direction.OUTBOUND, null, null, null, null));
            assertThat(counts(first).path("skipped").asText()).contains("read once");
            Job limited = both.house.sync(both.integration, new SyncRequest(null, null, null, 2L, null));
            assertThat(counts(limited).path("skipped").asText()).contains("read once");
            assertThat(counts(limited).path("read").asInt()).isEqualTo(2);

            both.sync();

            assertThat(both.hub()).hasSize(5);
            assertThat(both.house.remote.writes().changes()).isZero();
        }
    }

    @DatabaseTest
    void aProcessThatDiesMakesNoRecordTwice(TestDatabase database) {
        for (int seed = 0; seed < 6; seed++) {
            try (BothWays both = BothWays.matching(database, ConflictResolution.SOURCE_WINS, "email")) {
                for (int i = 0; i < 200; i++) {
                    both.hub("h" + i, here("Hub " + i, i + "@x"));
                    both.remote("a" + i, there("There " + i, (i + 100) + "@x"));
                }
                House house = both.house;
                Job job = house.syncs.submit(house.caller, both.integration, SyncRequest.everything());
                Random random = new Random(seed);
                while (job.state() != Job.State.SUCCEEDED) {
                    SyncJob handler = house.handler(new DyingUnit(house.work, random, 10));
                    try {
                        job = house.jobs.run(job.id(), handler);
                    } catch (DyingUnit.Killed e) {
                        assertThat(e).hasMessage("killed");
                    } finally {
                        handler.stop();
                    }
                }
                assertThat(both.hub()).as("seed %d", seed).hasSize(300);
                assertThat(house.remote.content()).as("seed %d", seed).hasSize(300);
                assertThat(open(both)).isEmpty();
            }
        }
    }

    @DatabaseTest
    void aKeyThatIsNotMappedIsRefused(TestDatabase database) {
        try (House house = new House(database)) {
            var draft = BothWays.draft(
                    Direction.BIDIRECTIONAL,
                    ConflictResolution.SOURCE_WINS,
                    Deletions.DELETE,
                    List.of(FieldMapping.of("n", "name")),
                    List.of("name", "email", "a..b"));
            assertThatThrownBy(() -> house.integrations.create(house.caller, draft))
                    .isInstanceOfSatisfying(
                            ValidationException.class,
                            e -> assertThat(e.errors())
                                    .extracting(error -> error.pointer())
                                    .containsExactly("/syncSettings/matchKeys/1", "/syncSettings/matchKeys/2"));
        }
    }

    private static Resolution link(String recordId) {
        return new Resolution(null, null, null, recordId, null, null, null);
    }

    private static List<Conflict> open(BothWays both) {
        return both.house.conflicts.list(both.integration, "OPEN", "", 10);
    }

    private static Conflict resolve(BothWays both, Conflict conflict, Resolution resolution) {
        return both.house.conflicts.resolve(
                both.house.caller,
                both.integration,
                conflict.id(),
                resolution,
                SyncService.mergePolicy(both.integration));
    }

    private static List<String> names(BothWays both) {
        return both.hub().stream()
                .map(HubRecord::data)
                .map(data -> data.path("name").asText())
                .toList();
    }
}
