package org.archipel.integrations.internal.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.fakes.AllFeatures;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.records.VersionCheck;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.integrations.internal.sync.SyncRun;
import org.archipel.integrations.internal.sync.WaitingChanges;
import org.archipel.messaging.Job;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Single records that are told of, by webhooks or by the hub's own events, are synchronized at once and alone. */
class SingleRecordsTest {
    private static final int PLACES = 300;

    private House house;
    private RealTimeSync syncs;
    private final List<String> run = new ArrayList<>();

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        syncs = new RealTimeSync(house.jobs, new AllFeatures());
        house.remote.places(PLACES);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

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

    @DatabaseTest
    void aFailureLosesNoChangeAndWhatComesMeanwhileIsTakenWithIt() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        house.remote.put("p000008", ScriptedConnector.place("Eight", 8));
        house.remote.beforeFetch(() -> {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "away", true);
        });
        tell(integration, "place", "p000007");
        Job job = runJobs(integration).get(0);
        assertThat(job.state()).isEqualTo(Job.State.QUEUED);
        assertThat(waiting(integration)).isEqualTo(1);

        house.remote.beforeFetch(() -> {});
        house.work.run(transaction -> new WaitingChanges()
                .add(transaction, integration.id(), List.of(new RecordChange(Side.REMOTE, "place", "p000008"))));
        assertThat(house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(names()).contains("Seven", "Eight");
        assertThat(waiting(integration)).isZero();
    }

    /** The sync failed for good; the change is asked for again later, until the integration reacts no more. */
    @DatabaseTest
    void aChangeThatWasLeftBehindIsAskedForAgain() {
        Integration integration = synchronizedOnce(Direction.INBOUND);
        house.remote.put("p000007", ScriptedConnector.place("Seven", 7));
        house.work.run(transaction -> new WaitingChanges()
                .add(transaction, integration.id(), List.of(new RecordChange(Side.REMOTE, "place", "p000007"))));
        round(Duration.ZERO);
        assertThat(runJobs(integration)).as("it may just be taken").isEmpty();
        round(Duration.ofMinutes(3));
        runJobs(integration);
        assertThat(names()).contains("Seven");
        assertThat(waiting(integration)).isZero();
    }

    @DatabaseTest
    void aChangeInTheHubIsSentAloneAndAtOnce() {
        Integration integration = synchronizedOnce(Direction.OUTBOUND);
        hub("h1", "One");
        hub("h2", "Two");
        assertThat(house.remote.content()).hasSize(PLACES);

        tellHub(integration, 0);
        assertThat(runJobs(integration)).extracting(Job::state).containsOnly(Job.State.SUCCEEDED);

        assertThat(house.remote.writes().creations()).isEqualTo(2);
        assertThat(house.remote.requests()).isEmpty();
        hub("h1", "Uno");
        int told = house.outbox.events().size();
        hub("h3", "Three");
        tellHub(integration, told);
        runJobs(integration);
        assertThat(house.remote.content().values())
                .extracting(data -> data.path("name").asText())
                .contains("Three")
                .as("nobody told of it")
                .doesNotContain("Uno");
    }

    /** Going both ways, the record is read there first: what changed there meanwhile is not written over. */
    @DatabaseTest
    void aChangeInTheHubMeetsTheOneThereThatNobodyToldOf() {
        Integration integration = synchronizedOnce(Direction.BIDIRECTIONAL);
        var seven = house.list("place").records().stream()
                .filter(record -> record.data().path("name").asText().equals("Place 7"))
                .findFirst()
                .orElseThrow();
        ObjectNode there = ScriptedConnector.place("Place 7", 777);
        house.remote.put("p000007", there);
        int told = house.outbox.events().size();
        int requests = house.remote.requests().size();
        house.records.put(
                house.organization,
                "place",
                seven.id(),
                seven.data().deepCopy().put("name", "Sete"),
                "user:ada",
                VersionCheck.NONE);

        tellHub(integration, told);
        runJobs(integration);

        assertThat(house.remote.requests()).hasSize(requests);
        assertThat(house.remote.get("p000007").data().path("name").asText()).isEqualTo("Sete");
        assertThat(house.remote.get("p000007").data().path("population").asInt())
                .isEqualTo(777);
        assertThat(house.records
                        .get(house.organization, "place", seven.id())
                        .orElseThrow()
                        .data()
                        .path("population")
                        .asInt())
                .isEqualTo(777);
    }

    private Integration synchronizedOnce(Direction direction) {
        Integration integration = house.active(draft(direction));
        assertThat(house.sync(integration).state()).isEqualTo(Job.State.SUCCEEDED);
        house.jobs.list(house.organization, null, null, 10).items().forEach(job -> run.add(job.id()));
        return integration;
    }

    private static IntegrationDraft draft(Direction direction) {
        IntegrationDraft base = House.draft();
        SyncSettings settings = Settings.sync(
                "entities",
                List.of("place"),
                "frequency",
                Frequency.REALTIME,
                "direction",
                direction,
                "conflictResolution",
                ConflictResolution.LAST_WRITE_WINS);
        return new IntegrationDraft(
                "Places",
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                direction == Direction.INBOUND ? base.fieldMappings() : List.of(),
                null,
                settings,
                null);
    }

    private void tell(Integration integration, String entity, String... ids) {
        List<RecordChange> changes = new ArrayList<>();
        for (String id : ids) {
            changes.add(new RecordChange(Side.REMOTE, entity, id));
        }
        house.work.run(transaction -> syncs.request(transaction, integration, changes));
    }

    private void hub(String id, String name) {
        house.records.put(
                house.organization, "place", id, Json.object().put("name", name), "user:ada", VersionCheck.NONE);
    }

    /** Delivers the hub's events of records from the given one on. */
    private void tellHub(Integration integration, int from) {
        RecordChanges subscriber = new RecordChanges(house.work, house.store, syncs);
        var events = house.outbox.events();
        events.subList(Math.max(from, events.size() - 2), events.size()).stream()
                .filter(event -> event.topic().startsWith("record."))
                .forEach(event -> subscriber.onEvent(
                        house.organization,
                        new Event(Ids.next(), event.topic(), event.subject(), event.data(), Instant.now())));
        assertThat(integration.syncSettings().frequency()).isEqualTo(Frequency.REALTIME);
    }

    private void round(Duration later) {
        LeftChanges left = new LeftChanges(house.work, house.store, syncs, Clock.offset(Clock.systemUTC(), later));
        left.round();
        left.stop();
    }

    /** Runs the jobs that were submitted since; the first takes all that waits. */
    private List<Job> runJobs(Integration integration) {
        List<Job> done = new ArrayList<>();
        for (Job job : house.jobs.list(house.organization, null, null, 10).items()) {
            boolean ours = job.input().path("integrationId").asText().equals(integration.id());
            if (ours && !run.contains(job.id())) {
                run.add(job.id());
                done.add(house.run(job));
            }
        }
        return done;
    }

    private long waiting(Integration integration) {
        return house.work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM sync_changes WHERE integration_id = ?", integration.id())
                .orElse(0));
    }

    private List<String> names() {
        return house.list("place").records().stream()
                .map(record -> record.data().path("name").asText())
                .toList();
    }
}
