package org.archipel.integrations.internal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.integrations.internal.sync.RecordChange.Side;
import org.archipel.integrations.internal.sync.WaitingChanges;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;

/** No change that was told of is lost, whatever becomes of the sync that was to take it. */
class LeftChangesTest extends ToldChangesTest {
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

    private void round(Duration later) {
        LeftChanges left = new LeftChanges(house.work, house.store, syncs, Clock.offset(Clock.systemUTC(), later));
        left.round();
        left.stop();
    }
}
