package org.archipel.integrations.internal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.api.event.Event;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.model.SyncSettings.Frequency;
import org.archipel.integrations.internal.records.VersionCheck;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.Ids;
import org.archipel.persistence.test.DatabaseTest;

/** Records that changed in the hub, as its own events tell, are sent at once and alone. */
class HubChangesTest extends ToldChangesTest {
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
}
