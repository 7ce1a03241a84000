package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.ValidationException;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Missing;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** A full scan cannot tell what is gone, or a person has to agree. */
class DoubtfulScansTest extends FullScans {
    @DatabaseTest
    void aListThatIsSuddenlyMuchShorterStopsTheRunUntilAPersonAgrees() {
        Integration integration = synced(100);
        hide(id -> !id.endsWith("1"));

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

    @DatabaseTest
    void anEmptyListNeverDeletesWithoutAPerson() {
        Integration integration = synced(3);
        hide(id -> true);

        assertThat(house.sync(integration, FULL).error().code()).isEqualTo(ErrorCode.SYNC_CONFLICT);
        assertThat(house.list("place").records()).hasSize(3);
        assertThat(house.sync(integration, accepting(3)).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).isEmpty();
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

    private static void assertNothingIsDeleted(TestDatabase database, Missing missing, UnaryOperator<ReadPage> twist) {
        try (House fresh = new House(database)) {
            Integration integration = fresh.active(draft(settings(Deletions.DELETE, missing, null, null)));
            fresh.remote.places(20);
            fresh.sync(integration);
            hide(fresh, id -> id.endsWith("3"), twist);

            Job job = fresh.sync(integration, FULL);

            assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(counts(job).path("missing").asLong()).isZero();
            assertThat(fresh.list("place").records()).hasSize(20);
            assertThat(fresh.syncs.status(integration).runs().get(0).scan()).isEqualTo(SyncRun.Scan.PARTIAL);
        }
    }

    @DatabaseTest
    void whatIsInQuarantineOrFilteredOutIsThere() {
        Integration integration = synced(50);
        house.remote.put("p000003", Json.object().put("name", "no address any more"));

        Job job = house.sync(integration, FULL);

        assertThat(counts(job).path("quarantined").asLong()).isEqualTo(1);
        assertThat(counts(job).path("missing").asLong()).isZero();
        assertThat(house.list("place").records()).hasSize(50);
    }

    @DatabaseTest
    void aRequestThatContradictsItselfIsRefused() {
        Integration integration = house.active();
        var limited = new SyncRequest(null, null, null, 10L, null, true, null);
        assertThatThrownBy(() -> house.sync(integration, limited)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> house.sync(integration, accepting(-1))).isInstanceOf(ValidationException.class);
    }

    @DatabaseTest
    void aRecordThatMovedOverTheBorderOfAPageWhileAnotherWasDeletedIsThere() {
        Integration integration = synced(200);
        AtomicBoolean deleted = new AtomicBoolean();
        hide(id -> deleted.get() && id.equals("p000003"), page -> {
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

    private static ReadPage with(ReadPage page, SourceRecord record) {
        List<SourceRecord> records = new ArrayList<>(page.records());
        records.add(record);
        return new ReadPage(records, page.nextCursor(), page.hasMore(), page.total());
    }
}
