package org.archipel.integrations.internal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.archipel.integrations.internal.fakes.AllFeatures;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.messaging.Job;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An integration that reacts at once, and a remote side that tells of its changes. */
abstract class ToldChangesTest {
    static final int PLACES = 300;

    House house;
    RealTimeSync syncs;
    final List<String> run = new ArrayList<>();

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

    Integration synchronizedOnce(Direction direction) {
        Integration integration = house.active(draft(direction));
        assertThat(house.sync(integration).state()).isEqualTo(Job.State.SUCCEEDED);
        house.jobs.list(house.organization, null, null, 10).items().forEach(job -> run.add(job.id()));
        return integration;
    }

    static IntegrationDraft draft(Direction direction) {
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

    void tell(Integration integration, String entity, String... ids) {
        List<RecordChange> changes = new ArrayList<>();
        for (String id : ids) {
            changes.add(new RecordChange(Side.REMOTE, entity, id));
        }
        house.work.run(transaction -> syncs.request(transaction, integration, changes));
    }

    /** Runs the jobs that were submitted since; the first takes all that waits. */
    List<Job> runJobs(Integration integration) {
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

    long waiting(Integration integration) {
        return house.work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM sync_changes WHERE integration_id = ?", integration.id())
                .orElse(0));
    }

    List<String> names() {
        return house.list("place").records().stream()
                .map(record -> record.data().path("name").asText())
                .toList();
    }
}
