package org.archipel.integrations.internal.sync;

import static org.archipel.integrations.internal.sync.BothWays.here;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotSentException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** The remote side stops to take records; it neither honours idempotency keys nor can be searched. */
class OutboundOutageTest {
    private static final RemoteException LIMIT =
            new RemoteException(ErrorCode.RATE_LIMIT_EXCEEDED, "too many requests", true);

    @DatabaseTest
    void whatWasNotSentIsSentLaterAndWaitsForNobody(TestDatabase database) {
        try (BothWays both = outbound(database, 5)) {
            refuseFrom(both, 2, WriteResult.notSent(LIMIT));
            Job job = both.house.sync(both.integration);
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            assertThat(job.error().code()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED);

            both.house.remote.writes().refuse(record -> Optional.empty());
            assertThat(both.house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(both.house.remote.writes().creations()).isEqualTo(5);
            assertNothingWaits(both);
        }
    }

    @DatabaseTest
    void onlyTheRecordWhoseFateIsNotKnownWaitsForAPerson(TestDatabase database) {
        try (BothWays both = outbound(database, 5)) {
            both.house.remote.writes().refuse(record -> switch (both.house
                    .remote
                    .writes()
                    .creations()) {
                case 0, 1 -> Optional.empty();
                default ->
                    Optional.of(
                            name(record).equals("Hub 2")
                                    ? new WriteResult(Outcome.FAILED, Optional.empty(), "status 503", true)
                                    : WriteResult.notSent(new NotSentException("status 503", null, null)));
            });
            Job job = both.house.sync(both.integration);
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);

            both.house.remote.writes().refuse(record -> Optional.empty());
            assertThat(both.house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(both.house.remote.writes().creations()).isEqualTo(4);
            assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10))
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.recordId()).isEqualTo("h2"));
        }
    }

    @DatabaseTest
    void aRecordMadeAnewIsAsItWasBeforeIfItWasNotSent(TestDatabase database) {
        try (BothWays both = outbound(database, 1)) {
            both.sync();
            both.hubDeletes("h0");
            both.sync();
            both.hub("h0", here("Back", "back@x"));
            refuseFrom(both, 0, WriteResult.notSent(LIMIT));
            Job job = both.house.sync(both.integration);
            both.house.remote.writes().refuse(record -> Optional.empty());
            assertThat(both.house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
            assertThat(both.house.remote.writes().creations()).isEqualTo(2);
            assertNothingWaits(both);
        }
    }

    @DatabaseTest
    void refusedCredentialsEndTheRunAndAreNoRecordsFailure(TestDatabase database) {
        try (BothWays both = outbound(database, 5)) {
            refuseFrom(
                    both,
                    2,
                    WriteResult.notSent(new RemoteException(
                            ErrorCode.AUTHENTICATION_FAILED, "the credentials were refused", false)));
            Job job = both.house.sync(both.integration);
            assertThat(job.state()).isEqualTo(Job.State.FAILED);
            assertThat(job.error().code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
            assertNothingWaits(both);

            both.house.remote.writes().refuse(record -> Optional.empty());
            both.sync();
            assertThat(both.house.remote.writes().creations()).isEqualTo(5);
        }
    }

    @DatabaseTest
    void anOutageThatDoesNotEndFailsTheRunAlsoWhereTheFirstRecordIsRefused(TestDatabase database) {
        try (BothWays both = outbound(database, 5)) {
            both.house
                    .remote
                    .writes()
                    .refuse(record -> Optional.of(
                            name(record).equals("Hub 0")
                                    ? new WriteResult(Outcome.FAILED, Optional.empty(), "not valid", false)
                                    : WriteResult.notSent(LIMIT)));
            Job job = both.house.sync(both.integration);
            for (int i = 0; i < IntegrationsConfig.SYNC_FAILURES; i++) {
                job = job.state() == Job.State.QUEUED ? both.house.run(job) : job;
            }
            assertThat(job.state()).isEqualTo(Job.State.FAILED);
            assertThat(both.house
                            .quarantine
                            .list(both.integration, "OPEN", "", 10)
                            .rows())
                    .hasSize(1);
        }
    }

    private static BothWays outbound(TestDatabase database, int records) {
        BothWays both = new BothWays(database, Direction.OUTBOUND, ConflictResolution.SOURCE_WINS, Deletions.DELETE);
        both.house.remote.writes().ignoreKeys();
        for (int i = 0; i < records; i++) {
            both.hub("h" + i, here("Hub " + i, i + "@x"));
        }
        return both;
    }

    private static void refuseFrom(BothWays both, int creations, WriteResult result) {
        both.house
                .remote
                .writes()
                .refuse(record ->
                        both.house.remote.writes().creations() >= creations ? Optional.of(result) : Optional.empty());
    }

    private static String name(WriteRecord record) {
        return record.data().path("n").asText();
    }

    private static void assertNothingWaits(BothWays both) {
        assertThat(both.house.conflicts.list(both.integration, "OPEN", "", 10)).isEmpty();
        assertThat(both.house.quarantine.list(both.integration, "OPEN", "", 10).rows())
                .isEmpty();
    }
}
