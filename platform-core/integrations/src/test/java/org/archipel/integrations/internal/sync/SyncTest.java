package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.records.VersionCheck;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SyncTest {
    private House house;
    private Integration integration;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        integration = house.active();
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    @DatabaseTest
    void mapsAllPagesIntoHubRecords() {
        house.remote.places(400);

        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertCounts(job, 400, 400, 0, 0, 0);
        List<HubRecord> records = house.list("place").records();
        assertThat(records).hasSize(400);
        HubRecord first = records.get(0);
        assertThat(first.data().toString())
                .isEqualTo("{\"location\":{\"city\":\"lisbon\"},\"name\":\"Place 0\",\"population\":0}");
        assertThat(first.origin()).isEqualTo("integration:" + integration.id());
        assertThat(first.version()).isEqualTo(1);
    }

    @DatabaseTest
    void writesOnlyWhatChanged() {
        house.remote.places(300);
        house.sync(integration);
        for (int i = 0; i < 100; i++) {
            house.remote.put(String.format("p%06d", i), ScriptedConnector.place("New " + i, i));
        }

        Job job = house.sync(integration);

        assertCounts(job, 300, 0, 100, 200, 0);
        HubRecord changed = house.list("place").records().stream()
                .filter(record -> record.data().path("name").asText().equals("New 7"))
                .findFirst()
                .orElseThrow();
        assertThat(changed.version()).isEqualTo(2);
        assertThat(house.records.history(house.organization, "place", changed.id(), java.util.OptionalLong.empty(), 10))
                .extracting(version ->
                        version.version() + " " + version.data().path("name").asText())
                .containsExactly("2 New 7", "1 Place 7");
    }

    @DatabaseTest
    void tellsOfABatchInOneEvent() {
        house.remote.places(100);
        house.sync(integration);

        assertThat(house.outbox.events("records.changed"))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.data().path("created")).hasSize(100));
        assertThat(house.outbox.events("integration.sync.completed")).hasSize(1);
    }

    @DatabaseTest
    void readsFromALittleBeforeTheLastRun() {
        house.remote.places(10);
        house.sync(integration);
        house.sync(integration);

        var first = house.remote.requests().get(0);
        var second = house.remote.requests().get(1);
        assertThat(first.modifiedSince()).isEmpty();
        assertThat(second.modifiedSince()).isPresent();
    }

    @DatabaseTest
    void aScheduledSyncIsSkippedWhileAnotherJobSynchronizes() {
        house.remote.places(10);
        Job asked = house.syncs.submit(house.caller, integration, SyncRequest.everything());

        Job met = house.run(scheduled());

        assertThat(met.state()).as(String.valueOf(met.error())).isEqualTo(Job.State.SUCCEEDED);
        assertThat(met.result().at("/entities/place/skipped").asText()).contains(asked.id());
        assertCounts(house.run(asked), 10, 10, 0, 0, 0);
    }

    @DatabaseTest
    void aScheduledSyncTakesOverFromAJobThatWasCancelledWhileItWaited() {
        house.remote.places(10);
        Job asked = house.syncs.submit(house.caller, integration, SyncRequest.everything());
        house.jobs.cancel(house.caller, asked.id());

        Job job = house.run(scheduled());

        assertCounts(job, 10, 10, 0, 0, 0);
    }

    @DatabaseTest
    void textsThatNoDatabaseKeepsHarmNoOtherRecord() {
        house.remote.places(10);
        house.remote.put("zero-\u0000", ScriptedConnector.place("A", 1));
        house.remote.put("half-\ud800", ScriptedConnector.place("B", 1));
        house.remote.put("long-" + "x".repeat(5_000), ScriptedConnector.place("C", 1));
        house.remote.put("p-whole-\ud83d\ude00", ScriptedConnector.place("D", 1));
        house.remote.put("p-zero", ScriptedConnector.place("a\u0000b", 1));
        house.remote.put("p-half", ScriptedConnector.place("a\ud800b", 1));

        Job first = house.sync(integration);

        assertCounts(first, 16, 13, 0, 0, 0);
        assertThat(first.result().at("/entities/place/quarantined").asInt()).isEqualTo(3);
        assertCounts(house.sync(integration), 16, 0, 0, 13, 0);
    }

    private Job scheduled() {
        return house.work.call(
                transaction -> house.jobs.submit(transaction, house.caller, SyncService.scheduled(integration.id())));
    }

    @DatabaseTest
    void deletesWhatTheRemoteSideDeletedAndRevivesIt() {
        house.remote.places(3);
        house.sync(integration);
        house.remote.put(new SourceRecord("p000001", Json.object(), Optional.empty(), true));
        assertCounts(house.sync(integration), 3, 0, 0, 2, 1);
        assertThat(house.list("place").records()).hasSize(2);

        assertCounts(house.sync(integration), 3, 0, 0, 3, 0);
        house.remote.put("p000001", ScriptedConnector.place("Back", 1));
        assertCounts(house.sync(integration), 3, 0, 1, 2, 0);
        assertThat(house.list("place").records()).hasSize(3);
    }

    @DatabaseTest
    void aLocalChangeStaysUntilTheSourceChanges() {
        house.remote.places(1);
        house.sync(integration);
        HubRecord record = house.list("place").records().get(0);
        house.records.put(
                house.organization,
                "place",
                record.id(),
                Json.object().put("name", "Mine"),
                "user:ada",
                VersionCheck.NONE);

        assertCounts(house.sync(integration), 1, 0, 0, 1, 0);
        assertThat(house.list("place").records().get(0).data().path("name").asText())
                .isEqualTo("Mine");
        house.remote.put("p000000", ScriptedConnector.place("Theirs", 2));
        assertCounts(house.sync(integration), 1, 0, 1, 0, 0);
        assertThat(house.list("place").records().get(0).version()).isEqualTo(3);
    }

    @DatabaseTest
    void aDryRunWritesNothingAndShowsWhatItWouldDo() {
        house.remote.places(30);
        Job job = house.sync(integration, new SyncRequest(null, null, null, null, true));

        assertCounts(job, 30, 30, 0, 0, 0);
        JsonNode samples = job.result().at("/entities/place/samples");
        assertThat(samples.path("created")).hasSize(3);
        assertThat(samples.at("/created/0/data/location/city").asText()).isEqualTo("lisbon");
        assertThat(house.list("place").records()).isEmpty();
        assertThat(house.outbox.events()).isEmpty();
    }

    @DatabaseTest
    void endsAtTheLimit() {
        house.remote.places(300);
        Job job = house.sync(integration, new SyncRequest(null, null, null, 70L, false));

        assertCounts(job, 70, 70, 0, 0, 0);
        assertThat(house.list("place").records()).hasSize(70);
    }

    @DatabaseTest
    void whatCannotBeTakenGoesToQuarantineAndCanBeMended() {
        house.remote.places(40);
        house.remote.put("bad", Json.object().put("name", "No address"));
        house.remote.put("huge", ScriptedConnector.place("x".repeat(2_000_000), 1));
        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(job.result().at("/entities/place/quarantined").asLong()).isEqualTo(2);
        List<QuarantinedRecord> held = house.quarantine.list(integration, "OPEN", "", 10);
        assertThat(held).extracting(QuarantinedRecord::recordKey).containsExactlyInAnyOrder("bad", "huge");
        QuarantinedRecord bad = held.stream()
                .filter(r -> r.recordKey().equals("bad"))
                .findFirst()
                .orElseThrow();
        assertThat(bad.pointer()).isEqualTo("/address/city");
        assertThat(bad.payload().path("name").asText()).isEqualTo("No address");

        house.quarantine.fix(integration, bad.id(), ScriptedConnector.place("Mended", 5));
        assertThat(house.quarantine.replay(integration, bad.id()).state()).isEqualTo("RESOLVED");
        assertThat(house.list("place").records()).hasSize(41);
    }

    @DatabaseTest
    void aRecordThatComesThroughLaterLeavesQuarantine() {
        house.remote.places(40).put("bad", Json.object().put("name", "No address"));
        house.sync(integration);
        house.sync(integration);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10))
                .singleElement()
                .satisfies(record -> assertThat(record.occurrences()).isEqualTo(2));
        house.remote.put("bad", ScriptedConnector.place("Good now", 1));
        house.sync(integration);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10)).isEmpty();
    }

    @DatabaseTest
    void failsPastTheErrorShare() {
        for (int i = 0; i < 100; i++) {
            house.remote.put("bad" + i, Json.object().put("name", "No address"));
        }
        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().code()).isEqualTo(ErrorCode.DATA_TRANSFORMATION_ERROR);
        assertThat(house.outbox.events("integration.sync.failed")).hasSize(1);
    }

    @DatabaseTest
    void endsAReadWhoseCursorComesBack() {
        house.remote.readBy(request -> page("a" + house.remote.requests().size(), IntNode.valueOf(7)));
        assertEndless(house.sync(integration), "cursor");
    }

    @DatabaseTest
    void endsAReadThatRepeatsAPage() {
        house.remote.readBy(
                request -> page("same", IntNode.valueOf(house.remote.requests().size())));
        assertEndless(house.sync(integration), "twice in a row");
    }

    @DatabaseTest
    void endsAReadOfEmptyPages() {
        house.remote.readBy(request -> new ReadPage(
                List.of(), Optional.of(IntNode.valueOf(house.remote.requests().size())), true, Optional.empty()));
        assertEndless(house.sync(integration), "empty pages");
    }

    @DatabaseTest
    void pagesOfWhichTheConnectorLeftEverythingOutAreNotEmpty() {
        house.remote.readBy(request -> {
            int page = house.remote.requests().size();
            return new ReadPage(
                    page < 300 ? List.of() : List.of(SourceRecord.of("last", ScriptedConnector.place("last", 1))),
                    Optional.of(IntNode.valueOf(page)),
                    page < 300,
                    Optional.empty(),
                    true,
                    true,
                    page < 300 ? Optional.of(List.of("unchanged")) : Optional.of(List.of()));
        });
        assertCounts(house.sync(integration), 1, 1, 0, 0, 0);
    }

    @DatabaseTest
    void garbageFromAConnectorIsAClearFailure() {
        house.remote.readBy(request -> null);
        assertThat(house.sync(integration).error().code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
        house.remote.readBy(request -> {
            throw new IllegalStateException("boom in class Foo");
        });
        assertThat(house.sync(integration).error().message()).doesNotContain("Foo");
    }

    @DatabaseTest
    void aSyncOfLaterChangesOnlyLeavesTheEarlierOnesToTheNext() {
        house.remote.places(3);
        house.sync(integration, since(Instant.parse("2020-01-01T00:00:00Z")));
        house.sync(integration);
        assertThat(lastRequest().modifiedSince())
                .as("nothing was read in full yet")
                .isEmpty();
        Instant readUpTo = Instant.now();

        house.sync(integration, since(Instant.now().plusSeconds(3600)));
        house.sync(integration);

        Instant asked = lastRequest().modifiedSince().orElseThrow();
        assertThat(asked.plus(house.config.syncOverlap())).isBefore(readUpTo);
    }

    private static SyncRequest since(Instant since) {
        return new SyncRequest(null, null, since, null, null);
    }

    private ReadRequest lastRequest() {
        List<ReadRequest> requests = house.remote.requests();
        return requests.get(requests.size() - 1);
    }

    @DatabaseTest
    void aPassingFailureGoesOnWhereItStopped() {
        house.remote.places(400);
        house.remote.twist(page -> {
            if (house.remote.requests().size() == 6) {
                throw new RemoteException(ErrorCode.CONNECTION_FAILED, "gone for a moment", true);
            }
            return page;
        });
        Job waiting = house.sync(integration);
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        int before = house.list("place").records().size();
        assertThat(before).isBetween(1, 399);

        Job done = house.run(waiting);

        assertThat(done.state()).isEqualTo(Job.State.SUCCEEDED);
        assertCounts(done, 400, 400, 0, 0, 0);
        assertThat(house.list("place").records()).hasSize(400);
        assertThat(house.remote.requests()).hasSizeLessThan(14);
    }

    @DatabaseTest
    void givesUpAfterSeveralPassingFailures() {
        house.remote.readBy(request -> {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "down", true);
        });
        Job job = house.sync(integration);
        for (int i = 1; i < SyncJob.MOST_FAILURES; i++) {
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            job = house.run(job);
        }
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
    }

    @DatabaseTest
    void refusesASecondSyncOfTheSameEntity() {
        house.syncs.submit(house.caller, integration, SyncRequest.everything());
        assertThatThrownBy(() -> house.syncs.submit(house.caller, integration, SyncRequest.everything()))
                .isInstanceOf(ConflictException.class);
        house.syncs.submit(house.caller, integration, new SyncRequest(null, List.of("other"), null, null, null));
    }

    @DatabaseTest
    void jobsWaitWhileTheConnectorIsAway() {
        house.remote.places(5);
        house.connectors.removeConnector(house.remote, house.reference);
        Job job = house.sync(integration);
        for (int i = 0; i < 2 * SyncJob.MOST_FAILURES; i++) {
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            job = house.run(job);
        }
        List<Integration> changed =
                house.store.follow(one -> house.connectors.find(one).isPresent(), "away", java.time.Instant.now());
        assertThat(changed).extracting(Integration::status).containsOnly(IntegrationStatus.ERROR);

        house.connectors.addConnector(house.remote, house.reference);
        house.store.follow(one -> house.connectors.find(one).isPresent(), "away", java.time.Instant.now());

        assertThat(house.integrations.get(house.caller, integration.id()).active())
                .isTrue();
        assertThat(house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).hasSize(5);
    }

    @DatabaseTest
    void severalEntitiesAreSynchronizedSideBySide() {
        house.remote.places(150);
        var base = House.draft();
        List<String> entities = List.of("one", "two", "three");
        var settings = Settings.sync("entities", entities, "batchSize", 50, "parallelism", 2);
        Integration wide = house.active(new IntegrationDraft(
                "Wide",
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                base.fieldMappings(),
                null,
                settings,
                null));

        Job job = house.sync(wide);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(entities).allSatisfy(entity -> {
            assertThat(house.list(entity).records()).hasSize(150);
            assertThat(job.result().at("/entities/" + entity + "/created").asLong())
                    .isEqualTo(150);
        });
    }

    @DatabaseTest
    void anEntityThatFailsKeepsTheOthersFromNothing() {
        house.remote.places(20);
        ScriptedConnector.Reader all = house.remote::page;
        house.remote.readBy(request -> {
            if (request.entity().equals("two")) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "no such list", false);
            }
            return all.read(request);
        });
        Integration wide = house.active(of("one", "two", "three"));

        Job job = house.sync(wide);

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().message()).contains("no such list");
        assertThat(house.list("one").records()).hasSize(20);
        assertThat(house.list("three").records()).hasSize(20);

        house.remote.readBy(request -> {
            throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "refused", false);
        });
        int before = house.remote.requests().size();
        assertThat(house.sync(wide).error().code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(house.remote.requests()).hasSize(before + 1);
    }

    private static IntegrationDraft of(String... entities) {
        var base = House.draft();
        return new IntegrationDraft(
                "Wide",
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                base.fieldMappings(),
                null,
                Settings.sync("entities", List.of(entities), "batchSize", 50),
                null);
    }

    @DatabaseTest
    void stopsBetweenPagesWhenCancelled() {
        house.remote.places(400);
        Job job = house.syncs.submit(house.caller, integration, SyncRequest.everything());
        house.remote.twist(page -> {
            if (house.remote.requests().size() == 4) {
                house.jobs.cancel(house.caller, job.id());
            }
            return page;
        });
        assertThat(house.run(job).state()).isEqualTo(Job.State.CANCELLED);
        assertThat(house.list("place").records()).hasSizeLessThan(400);
        assertThat(house.syncs.status(integration).runs().get(0).state()).isEqualTo("CANCELLED");
        house.remote.twist(page -> page);
        assertThat(house.sync(integration).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).hasSize(400);
    }

    private static ReadPage page(String id, JsonNode next) {
        return new ReadPage(
                List.of(SourceRecord.of(id, ScriptedConnector.place(id, 1))),
                Optional.of(next),
                true,
                Optional.empty());
    }

    private static void assertEndless(Job job, String what) {
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
        assertThat(job.error().message()).contains("never end").contains(what);
    }

    private static void assertCounts(Job job, long read, long created, long updated, long unchanged, long deleted) {
        assertThat(job.error()).isNull();
        JsonNode counts = job.result().at("/entities/place");
        Set<String> names = Set.of("read", "created", "updated", "unchanged", "deleted");
        assertThat(names.stream()
                        .collect(Collectors.toMap(
                                name -> name, name -> counts.path(name).asLong())))
                .isEqualTo(java.util.Map.of(
                        "read",
                        read,
                        "created",
                        created,
                        "updated",
                        updated,
                        "unchanged",
                        unchanged,
                        "deleted",
                        deleted));
    }
}
