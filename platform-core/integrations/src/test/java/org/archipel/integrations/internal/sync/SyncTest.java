package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.records.VersionCheck;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;

/** What the remote side has is what the hub gets. */
class SyncTest extends InboundSync {
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
        assertThat(house.records
                        .history(house.organization, "place", changed.id(), OptionalLong.empty(), 10)
                        .versions())
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
}
