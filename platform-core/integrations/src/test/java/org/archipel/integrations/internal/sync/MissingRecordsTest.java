package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Missing;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** What a full scan does not meet is gone on the remote side, unless the scan cannot tell. */
class MissingRecordsTest {
    private static final SyncRequest FULL = new SyncRequest(null, null, null, null, null, true, null);

    @DatabaseTest
    void whatAFullScanDoesNotMeetIsDeletedAndComesBackWhenItIsThere(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(100);
            house.sync(integration);
            hide(house, id -> id.endsWith("7"));

            Job incremental = house.sync(integration);
            assertThat(counts(incremental).path("missing").asLong()).isZero();
            assertThat(house.list("place").records()).hasSize(100);

            Job full = house.sync(integration, FULL);
            assertThat(counts(full).path("read").asLong()).isEqualTo(90);
            assertThat(counts(full).path("missing").asLong()).isEqualTo(10);
            assertThat(counts(full).path("deleted").asLong()).isEqualTo(10);
            assertThat(house.list("place").records()).hasSize(90);
            assertThat(counts(house.sync(integration, FULL)).path("missing").asLong())
                    .isZero();

            hide(house, id -> false);
            assertThat(counts(house.sync(integration, FULL)).path("updated").asLong())
                    .isEqualTo(10);
            assertThat(house.list("place").records()).hasSize(100);
        }
    }

    @DatabaseTest
    void aReadOfChangesThatHadToListEverythingTellsWhatIsGone(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(20);
            house.sync(integration);
            hide(
                    house,
                    id -> id.endsWith("7"),
                    page -> new ReadPage(
                            page.records().subList(0, 1),
                            page.nextCursor(),
                            page.hasMore(),
                            page.total(),
                            true,
                            true,
                            Optional.of(page.records().stream()
                                    .skip(1)
                                    .map(SourceRecord::externalId)
                                    .toList())));

            Job incremental = house.sync(integration);

            assertThat(house.remote.requests().get(1).modifiedSince()).isPresent();
            assertThat(counts(incremental).path("missing").asLong()).isEqualTo(2);
            assertThat(house.list("place").records()).hasSize(18);
        }
    }

    @DatabaseTest
    void aRecordThatMovedOverTheBorderOfAPageWhileAnotherWasDeletedIsThere(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(200);
            house.sync(integration);
            AtomicBoolean deleted = new AtomicBoolean();
            hide(house, id -> deleted.get() && id.equals("p000003"), page -> {
                deleted.set(true);
                return page;
            });

            Job full = house.sync(integration, FULL);

            assertThat(counts(full).path("missing").asLong())
                    .as("the one that was moved is there")
                    .isZero();
            Job next = house.sync(integration, FULL);
            assertThat(counts(next).path("missing").asLong()).isEqualTo(1);
            assertThat(house.list("place").records()).hasSize(199);
        }
    }

    @DatabaseTest
    void theDeletionPolicyDecides(TestDatabase database) {
        for (Deletions deletions : List.of(Deletions.ARCHIVE, Deletions.IGNORE)) {
            try (House house = new House(database)) {
                Integration integration = house.active(draft(settings(deletions, null, null, null)));
                house.remote.places(20);
                house.sync(integration);
                hide(house, id -> id.endsWith("3"));

                assertThat(counts(house.sync(integration, FULL)).path("missing").asLong())
                        .isEqualTo(2);
                assertThat(archived(house)).hasSize(deletions == Deletions.ARCHIVE ? 2 : 0);
                assertThat(house.list("place").records()).hasSize(20);
                assertThat(counts(house.sync(integration, FULL)).path("missing").asLong())
                        .isZero();

                hide(house, id -> false);
                house.sync(integration, FULL);
                assertThat(archived(house)).isEmpty();
                assertThat(house.list("place").records()).hasSize(20);
            }
        }
    }

    @DatabaseTest
    void aListThatIsSuddenlyMuchShorterStopsTheRunUntilAPersonAgrees(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(100);
            house.sync(integration);
            hide(house, id -> !id.endsWith("1"));

            Job stopped = house.sync(integration, FULL);

            assertThat(stopped.state()).isEqualTo(Job.State.FAILED);
            assertThat(stopped.error().code()).isEqualTo(ErrorCode.SYNC_CONFLICT);
            assertThat(stopped.error().message()).contains("90 of 100").contains("\"acceptMissing\": 90");
            assertThat(house.outbox.events("integration.sync.failed")).hasSize(1);
            assertThat(house.list("place").records()).hasSize(100);
            assertThat(house.sync(integration, accepting(89)).state()).isEqualTo(Job.State.FAILED);

            Job agreed = house.sync(integration, accepting(90));
            assertThat(agreed.state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(house.list("place").records()).hasSize(10);
        }
    }

    @DatabaseTest
    void anEmptyListNeverDeletesWithoutAPerson(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(3);
            house.sync(integration);
            hide(house, id -> true);

            assertThat(house.sync(integration, FULL).error().code()).isEqualTo(ErrorCode.SYNC_CONFLICT);
            assertThat(house.list("place").records()).hasSize(3);
            assertThat(house.sync(integration, accepting(3)).state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(house.list("place").records()).isEmpty();
        }
    }

    @DatabaseTest
    void aScanThatCannotTellDeletesNothing(TestDatabase database) {
        SourceRecord nameless = new SourceRecord("", Json.object().put("name", "Who?"), Optional.empty(), false);
        assertNothingIsDeleted(database, Missing.DELETED, page -> with(page, nameless));
        assertNothingIsDeleted(
                database,
                Missing.DELETED,
                page -> new ReadPage(
                        page.records(), page.nextCursor(), page.hasMore(), page.total(), page.resumable(), false));
        assertNothingIsDeleted(
                database,
                Missing.DELETED,
                page -> new ReadPage(page.records(), page.nextCursor(), page.hasMore(), Optional.of(20L)));
        assertNothingIsDeleted(database, Missing.UNKNOWN, page -> page);
    }

    private static void assertNothingIsDeleted(
            TestDatabase database, Missing missing, java.util.function.UnaryOperator<ReadPage> twist) {
        try (House house = new House(database)) {
            Integration integration = house.active(draft(settings(Deletions.DELETE, missing, null, null)));
            house.remote.places(20);
            house.sync(integration);
            hide(house, id -> id.endsWith("3"), twist);

            Job job = house.sync(integration, FULL);

            assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(counts(job).path("missing").asLong()).isZero();
            assertThat(house.list("place").records()).hasSize(20);
            assertThat(house.syncs.status(integration).runs().get(0).scan()).isEqualTo(SyncRun.Scan.PARTIAL);
        }
    }

    @DatabaseTest
    void whatIsInQuarantineOrFilteredOutIsThere(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(50);
            house.sync(integration);
            house.remote.put("p000003", Json.object().put("name", "no address any more"));

            Job job = house.sync(integration, FULL);

            assertThat(counts(job).path("quarantined").asLong()).isEqualTo(1);
            assertThat(counts(job).path("missing").asLong()).isZero();
            assertThat(house.list("place").records()).hasSize(50);
        }
    }

    @DatabaseTest
    void aReadWithoutOrderThatBeginsAnewCountsOnlyWhatItMetSince(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(400);
            house.sync(integration);
            int[] pages = {0};
            house.remote.twist(page -> {
                if (++pages[0] == 6) {
                    throw new RemoteException(ErrorCode.CONNECTION_FAILED, "gone for a moment", true);
                }
                return new ReadPage(page.records(), page.nextCursor(), page.hasMore(), Optional.empty(), false);
            });
            Job job = house.sync(integration, FULL);
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            // It was met before the read was broken off, and is gone when it begins anew.
            hide(house, id -> id.equals("p000001"));
            job = house.run(job);

            assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(counts(job).path("missing").asLong()).isEqualTo(1);
            assertThat(house.list("place").records()).hasSize(399);
        }
    }

    @DatabaseTest
    void aDryRunTellsWhatItWouldDelete(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            house.remote.places(20);
            house.sync(integration);
            hide(house, id -> id.endsWith("3"));

            Job job = house.sync(integration, new SyncRequest(null, null, null, null, true, true, null));

            assertThat(counts(job).path("deleted").asLong()).isEqualTo(2);
            assertThat(counts(job).at("/samples/deleted/0/externalId").asText()).isEqualTo("p000003");
            assertThat(house.list("place").records()).hasSize(20);
        }
    }

    @DatabaseTest
    void everythingIsReadOnceInTheHoursOfTheSettings(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active(draft(settings(Deletions.DELETE, null, null, 24)));
            house.remote.places(20);
            house.sync(integration);
            house.sync(integration);
            assertThat(house.remote.requests().get(1).modifiedSince()).isPresent();
            house.work.run(transaction -> org.archipel.persistence.Sql.on(transaction)
                    .update(
                            "UPDATE sync_watermarks SET scanned_at = ? WHERE integration_id = ?",
                            java.time.Instant.now().minus(java.time.Duration.ofHours(25)),
                            integration.id()));
            house.sync(integration);
            assertThat(house.remote.requests().get(2).modifiedSince()).isEmpty();
            house.sync(integration);
            assertThat(house.remote.requests().get(3).modifiedSince()).isPresent();
        }
    }

    @DatabaseTest
    void aRequestThatContradictsItselfIsRefused(TestDatabase database) {
        try (House house = new House(database)) {
            Integration integration = house.active();
            var limited = new SyncRequest(null, null, null, 10L, null, true, null);
            assertThatThrownBy(() -> house.sync(integration, limited)).isInstanceOf(ValidationException.class);
            assertThatThrownBy(() -> house.sync(integration, accepting(-1))).isInstanceOf(ValidationException.class);
        }
    }

    @DatabaseTest
    void inABidirectionalSyncAMissingRecordIsDeletedAndOneThatWasJustMadeThereIsNot(TestDatabase database) {
        try (BothWays both = BothWays.with(database, ConflictResolution.SOURCE_WINS)) {
            for (int i = 0; i < 10; i++) {
                both.remote("a" + i, BothWays.there("Ann " + i, i + "@x"));
            }
            both.hub("made", BothWays.here("Made here", "m@x"));
            both.sync();
            assertThat(both.house.remote.content()).hasSize(11);
            hide(both.house, id -> id.equals("a3") || id.startsWith("r"));

            Job job = both.house.sync(both.integration, FULL);

            assertThat(counts(job, "contact").at("/inbound/missing").asLong()).isEqualTo(1);
            BothWays.assertAddsUp(counts(job, "contact"));
            assertThat(both.hub())
                    .extracting(record -> record.data().path("name").asText())
                    .hasSize(10)
                    .contains("Made here")
                    .doesNotContain("Ann 3");
            assertThat(both.house.remote.writes().changes()).isEqualTo(1);
        }
    }

    @DatabaseTest
    void aMissingRecordThatTheHubChangedIsAConflict(TestDatabase database) {
        try (BothWays both =
                new BothWays(database, Direction.BIDIRECTIONAL, ConflictResolution.MANUAL, Deletions.DELETE)) {
            for (int i = 0; i < 10; i++) {
                both.remote("a" + i, BothWays.there("Ann " + i, i + "@x"));
            }
            both.sync();
            HubRecord third = both.hub().stream()
                    .filter(record -> record.data().path("name").asText().equals("Ann 3"))
                    .findFirst()
                    .orElseThrow();
            both.hub(third.id(), BothWays.here("Anna", "3@x"));
            hide(both.house, id -> id.equals("a3"));
            both.house.sync(both.integration, FULL);

            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.source()).isEmpty());
            assertThat(both.hub()).hasSize(10);
        }
    }

    @DatabaseTest
    void aProcessThatDiesInAFullScanDeletesTheSame(TestDatabase database) {
        for (int seed = 0; seed < 12; seed++) {
            try (House house = new House(database)) {
                Integration integration = house.active();
                house.remote.places(400);
                house.sync(integration);
                hide(house, id -> id.endsWith("50") || id.endsWith("7"));
                Job job = house.syncs.submit(house.caller, integration, accepting(44));
                Random random = new Random(seed);
                while (job.state() != Job.State.SUCCEEDED) {
                    SyncJob handler = house.handler(new DyingUnit(house.work, random, 8));
                    try {
                        job = house.jobs.run(job.id(), handler);
                    } catch (DyingUnit.Killed e) {
                        assertThat(e).hasMessage("killed");
                    } finally {
                        handler.stop();
                    }
                }
                assertThat(house.list("place").records()).as("seed %d", seed).hasSize(356);
                JsonNode counts = counts(job);
                assertThat(counts.path("read").asLong()).as("seed %d", seed).isEqualTo(356);
                assertThat(counts.path("deleted").asLong()).as("seed %d", seed).isEqualTo(44);
            }
        }
    }

    private static SyncRequest accepting(long missing) {
        return new SyncRequest(null, null, null, null, null, null, missing);
    }

    /** From now on the remote side lists only what is not hidden. */
    private static void hide(House house, Predicate<String> hidden) {
        hide(house, hidden, page -> page);
    }

    private static void hide(House house, Predicate<String> hidden, java.util.function.UnaryOperator<ReadPage> twist) {
        house.remote.twist(page -> page);
        house.remote.readBy(request -> {
            List<SourceRecord> all = house.remote.content().entrySet().stream()
                    .filter(record -> !hidden.test(record.getKey()))
                    .map(record -> SourceRecord.of(record.getKey(), record.getValue()))
                    .toList();
            int from = request.cursor().map(JsonNode::asInt).orElse(0);
            int to = Math.min(all.size(), from + request.limit());
            boolean more = to < all.size();
            return twist.apply(new ReadPage(
                    all.subList(from, to),
                    more ? Optional.of(IntNode.valueOf(to)) : Optional.empty(),
                    more,
                    Optional.empty()));
        });
    }

    private static ReadPage with(ReadPage page, SourceRecord record) {
        List<SourceRecord> records = new java.util.ArrayList<>(page.records());
        records.add(record);
        return new ReadPage(records, page.nextCursor(), page.hasMore(), page.total());
    }

    private static List<HubRecord> archived(House house) {
        return house.list("place").records().stream()
                .filter(record -> record.data().path("archived").asBoolean())
                .toList();
    }

    private static IntegrationDraft draft(SyncSettings settings) {
        IntegrationDraft base = House.draft();
        return new IntegrationDraft(
                base.name(),
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                base.fieldMappings(),
                null,
                settings,
                null);
    }

    private static SyncSettings settings(Deletions deletions, Missing missing, Double share, Integer fullScanHours) {
        return Settings.sync(
                "entities",
                List.of("place"),
                "batchSize",
                120,
                "deletions",
                deletions,
                "missing",
                missing,
                "maxMissingShare",
                share,
                "fullScanHours",
                fullScanHours);
    }

    private static JsonNode counts(Job job) {
        return counts(job, "place");
    }

    private static JsonNode counts(Job job, String entity) {
        assertThat(job.error()).isNull();
        return job.result().at("/entities/" + entity);
    }
}
