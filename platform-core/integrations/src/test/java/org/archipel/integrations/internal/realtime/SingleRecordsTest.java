package org.archipel.integrations.internal.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.integrations.internal.sync.SyncRun;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;

/** Single records that webhooks tell of are synchronized at once and alone. */
class SingleRecordsTest extends ToldChangesTest {
    @DatabaseTest
    void aWebhookAboutOneRecordTakesThatRecordAlone() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        int requests = house.remote.requests().size();
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        house.remote.put("p000008", ScriptedConnector.place("Eight", 8));

        tell(integration, "place", "p000007", "p000007");
        List<Job> jobs = runJobs(integration);

        assertThat(jobs).extracting(Job::state).containsExactly(Job.State.SUCCEEDED);
        assertThat(house.remote.requests()).hasSize(requests);
        assertThat(names()).contains("Seven").doesNotContain("Eight");
        assertThat(jobs.get(0).result().at("/entities/place/read").asInt()).isEqualTo(1);
        assertThat(jobs.get(0).result().at("/entities/place/updated").asInt()).isEqualTo(1);
        assertThat(waiting(integration)).isZero();
        assertThat(house.syncs.status(integration).runs().get(0).scan()).isEqualTo(SyncRun.Scan.SINGLE);

        house.sync(integration);
        assertThat(names()).as("a sync of all goes on from the last one of all").contains("Eight");
    }

    @DatabaseTest
    void aRecordThatIsGoneIsDeletedAndOneThatDoesNotFitIsSetAside() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        house.remote.put(new SourceRecord("p000001", Json.object(), Optional.empty(), true));
        house.remote.put("p000002", Json.object().put("name", "No city"));

        tell(integration, "place", "p000001", "p000002", "never-seen");
        Job job = runJobs(integration).get(0);

        assertThat(job.result().at("/entities/place/deleted").asInt()).isEqualTo(1);
        assertThat(job.result().at("/entities/place/quarantined").asInt()).isEqualTo(1);
        assertThat(job.result().at("/entities/place/unchanged").asInt()).isEqualTo(1);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows()).hasSize(1);
    }

    /** It would stand in the way of all that is told of later, since it stays to be done. */
    @DatabaseTest
    void aRecordThatTheRemoteSideDoesNotGiveIsSetAsideAndTheOthersAreTaken() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        house.remote.refuse(
                "p000003", new RemoteException(ErrorCode.INTEGRATION_ERROR, "status 400 with \u0000", false));

        tell(integration, "place", "p000003", "p000007");
        Job job = runJobs(integration).get(0);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(names()).contains("Place 3", "Seven");
        assertThat(job.result().at("/entities/place/quarantined").asInt()).isEqualTo(1);
        assertThat(waiting(integration)).isZero();
        var aside = house.quarantine.list(integration, "OPEN", "", 10).rows();
        assertThat(aside).singleElement().satisfies(record -> {
            assertThat(record.recordKey()).isEqualTo("p000003");
            assertThat(record.reason()).contains("does not give it", "status 400");
        });
        assertThatThrownBy(
                        () -> house.quarantine.replay(integration, aside.get(0).id()))
                .as("there is no content to replay")
                .isInstanceOf(ConflictException.class);
    }

    /** A list of changes does not tell of what is gone. */
    @DatabaseTest
    void deletionsAreFoundAmongMoreChangesThanAreReadOneByOne() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        listsOnlyChanges();
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        house.remote.put(new SourceRecord("p000008", Json.object(), Optional.empty(), true));
        String[] all = IntStream.range(0, PLACES)
                .mapToObj(i -> String.format("p%06d", i))
                .toArray(String[]::new);

        tell(integration, "place", all);
        assertThat(runJobs(integration)).extracting(Job::state).containsExactly(Job.State.SUCCEEDED);

        assertThat(names()).hasSize(PLACES - 1).contains("Seven").doesNotContain("Place 8");
        assertThat(waiting(integration)).isZero();
    }

    @DatabaseTest
    void deletionsAreFoundBesideAWebhookThatNamesNoRecord() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        listsOnlyChanges();
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        house.remote.put(new SourceRecord("p000008", Json.object(), Optional.empty(), true));
        house.work.run(transaction -> syncs.request(
                transaction,
                integration,
                List.of(new RecordChange(Side.REMOTE, "place", "p000008"), RecordChange.anything())));

        assertThat(runJobs(integration)).extracting(Job::state).containsExactly(Job.State.SUCCEEDED);
        assertThat(names()).hasSize(PLACES - 1).contains("Seven").doesNotContain("Place 8");
    }

    /** As many providers do: what is deleted is in no list. */
    private void listsOnlyChanges() {
        house.remote.twist(page -> new ReadPage(
                page.records().stream().filter(record -> !record.deleted()).toList(),
                page.nextCursor(),
                page.hasMore(),
                Optional.empty()));
    }

    @DatabaseTest
    void beforeTheFirstSyncEverythingIsRead() {
        Integration integration = house.active(draft(Direction.INBOUND));
        tell(integration, "place", "p000007");
        runJobs(integration);
        assertThat(house.list("place").records()).hasSize(PLACES);
    }

    @DatabaseTest
    void whereNoSingleRecordIsGivenAllThatIsNewIsRead() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        house.remote.onlyList();
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        int requests = house.remote.requests().size();
        tell(integration, "place", "p000007");
        runJobs(integration);
        assertThat(house.remote.requests()).hasSizeGreaterThan(requests);
        assertThat(names()).contains("Seven");
        assertThat(waiting(integration)).isZero();
    }

    /** What webhooks did not tell of is found all the same, once in a while. */
    @DatabaseTest
    void afterAnHourWithoutAReadOfAllTheRestIsCaughtUpWith() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        house.remote.put("p000008", ScriptedConnector.place("Eight", 8));
        house.work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE sync_watermarks SET completed_at = ? WHERE integration_id = ?",
                        Instant.now().minus(Duration.ofMinutes(61)),
                        integration.id()));
        tell(integration, "place", "p000007");
        assertThat(runJobs(integration)).extracting(Job::state).containsExactly(Job.State.SUCCEEDED);
        assertThat(names()).contains("Eight");
    }

    @DatabaseTest
    void whatConcernsNoEntityOfTheIntegrationStartsNothing() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        tell(integration, "invoice", "i1");
        assertThat(runJobs(integration)).isEmpty();
        assertThat(waiting(integration)).isZero();
    }
}
