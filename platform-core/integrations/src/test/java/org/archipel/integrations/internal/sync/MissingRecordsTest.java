package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** What a full scan does not meet is gone on the remote side. */
class MissingRecordsTest extends FullScans {
    @DatabaseTest
    void whatAFullScanDoesNotMeetIsDeletedAndComesBackWhenItIsThere() {
        Integration integration = synced(100);
        hide(id -> id.endsWith("7"));

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

        hide(id -> false);
        assertThat(counts(house.sync(integration, FULL)).path("updated").asLong())
                .isEqualTo(10);
        assertThat(house.list("place").records()).hasSize(100);
    }

    @DatabaseTest
    void aReadOfChangesThatHadToListEverythingTellsWhatIsGone() {
        Integration integration = synced(20);
        hide(
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

    @DatabaseTest
    void theDeletionPolicyDecides(TestDatabase database) {
        for (Deletions deletions : List.of(Deletions.ARCHIVE, Deletions.IGNORE)) {
            try (House fresh = new House(database)) {
                Integration integration = fresh.active(draft(settings(deletions, null, null, null)));
                fresh.remote.places(20);
                fresh.sync(integration);
                hide(fresh, id -> id.endsWith("3"));

                assertThat(counts(fresh.sync(integration, FULL)).path("missing").asLong())
                        .isEqualTo(2);
                assertThat(archived(fresh)).hasSize(deletions == Deletions.ARCHIVE ? 2 : 0);
                assertThat(fresh.list("place").records()).hasSize(20);
                assertThat(counts(fresh.sync(integration, FULL)).path("missing").asLong())
                        .isZero();

                hide(fresh, id -> false);
                fresh.sync(integration, FULL);
                assertThat(archived(fresh)).isEmpty();
                assertThat(fresh.list("place").records()).hasSize(20);
            }
        }
    }

    @DatabaseTest
    void aReadWithoutOrderThatBeginsAnewCountsOnlyWhatItMetSince() {
        Integration integration = synced(400);
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
        hide(id -> id.equals("p000001"));
        job = house.run(job);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(counts(job).path("missing").asLong()).isEqualTo(1);
        assertThat(house.list("place").records()).hasSize(399);
    }

    @DatabaseTest
    void aDryRunTellsWhatItWouldDelete() {
        Integration integration = synced(20);
        hide(id -> id.endsWith("3"));

        Job job = house.sync(integration, new SyncRequest(null, null, null, null, true, true, null));

        assertThat(counts(job).path("deleted").asLong()).isEqualTo(2);
        assertThat(counts(job).at("/samples/deleted/0/externalId").asText()).isEqualTo("p000003");
        assertThat(house.list("place").records()).hasSize(20);
    }

    @DatabaseTest
    void everythingIsReadOnceInTheHoursOfTheSettings() {
        Integration integration = synced(draft(settings(Deletions.DELETE, null, null, 24)), 20);
        house.sync(integration);
        assertThat(house.remote.requests().get(1).modifiedSince()).isPresent();
        house.work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE sync_watermarks SET scanned_at = ? WHERE integration_id = ?",
                        Instant.now().minus(Duration.ofHours(25)),
                        integration.id()));
        house.sync(integration);
        assertThat(house.remote.requests().get(2).modifiedSince()).isEmpty();
        house.sync(integration);
        assertThat(house.remote.requests().get(3).modifiedSince()).isPresent();
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
            try (House fresh = new House(database)) {
                Integration integration = fresh.active();
                fresh.remote.places(400);
                fresh.sync(integration);
                hide(fresh, id -> id.endsWith("50") || id.endsWith("7"));
                Job job = fresh.syncs.submit(fresh.caller, integration, accepting(44));
                Random random = new Random(seed);
                while (job.state() != Job.State.SUCCEEDED) {
                    SyncJob handler = fresh.handler(new DyingUnit(fresh.work, random, 8));
                    try {
                        job = fresh.jobs.run(job.id(), handler);
                    } catch (DyingUnit.Killed e) {
                        assertThat(e).hasMessage("killed");
                    } finally {
                        handler.stop();
                    }
                }
                assertThat(fresh.list("place").records()).as("seed %d", seed).hasSize(356);
                JsonNode counts = counts(job);
                assertThat(counts.path("read").asLong()).as("seed %d", seed).isEqualTo(356);
                assertThat(counts.path("deleted").asLong()).as("seed %d", seed).isEqualTo(44);
            }
        }
    }
}
