package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;

/** Jobs that meet, wait and end. */
class SyncJobTest extends InboundSync {
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
        for (int i = 0; i < 2 * IntegrationsConfig.SYNC_FAILURES; i++) {
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            job = house.run(job);
        }
        List<Integration> changed =
                house.store.follow(one -> house.connectors.find(one).isPresent(), one -> "away", Instant.now());
        assertThat(changed).extracting(Integration::status).containsOnly(IntegrationStatus.ERROR);

        house.connectors.addConnector(house.remote, house.reference);
        house.store.follow(one -> house.connectors.find(one).isPresent(), one -> "away", Instant.now());

        assertThat(house.integrations.get(house.caller, integration.id()).active())
                .isTrue();
        assertThat(house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).hasSize(5);
    }

    @DatabaseTest
    void aJobThatWaitedWhileItsIntegrationWasPausedReadsNothing() {
        house.remote.places(5);
        house.connectors.removeConnector(house.remote, house.reference);
        Job waiting = house.run(scheduled());
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        house.integrations.pause(house.caller, integration.id());
        house.connectors.addConnector(house.remote, house.reference);

        assertThat(house.run(waiting).state()).isEqualTo(Job.State.CANCELLED);

        assertThat(house.remote.requests()).isEmpty();
        assertThat(house.list("place").records()).isEmpty();
        assertThat(house.syncs.status(integration).runs().get(0).state()).isEqualTo("CANCELLED");
        var dryRun = new SyncRequest(null, null, null, null, true);
        Integration paused = house.integrations.get(house.caller, integration.id());
        assertThat(house.sync(paused, dryRun).state()).isEqualTo(Job.State.SUCCEEDED);
        house.integrations.activate(house.caller, integration.id());
        assertCounts(house.run(scheduled()), 5, 5, 0, 0, 0);
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

    private Job scheduled() {
        return house.work.call(
                transaction -> house.jobs.submit(transaction, house.caller, SyncService.scheduled(integration.id())));
    }
}
