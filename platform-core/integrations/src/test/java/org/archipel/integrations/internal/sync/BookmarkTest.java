package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A remote system that tells of changes as a stream: a read goes on from the position that the one before ended at. */
class BookmarkTest {
    private static final int PAGE = 40;

    private final List<SourceRecord> stream = new ArrayList<>();
    private final List<Integer> beginnings = new ArrayList<>();
    private boolean forgotten;
    private boolean begins;
    private House house;
    private Integration integration;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        house.remote.readBy(this::page);
        integration = house.active();
        add(100);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @DatabaseTest
    void theNextReadGoesOnWhereTheLastOneEnded() {
        assertThat(synchronizes()).isEqualTo(100);
        assertThat(synchronizes()).isZero();
        add(50);
        assertThat(synchronizes()).isEqualTo(50);
        assertThat(beginnings).containsExactly(0, 100, 100);
        assertThat(house.list("place").records()).hasSize(150);
    }

    @DatabaseTest
    void aRunThatIsBrokenOffGoesOnFromItsLastCheckpoint() {
        synchronizes();
        add(300);
        house.remote.readBy(request -> {
            if (position(request) >= 300) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "away", true);
            }
            return page(request);
        });
        Job job = house.sync(integration);
        assertThat(job.state()).isEqualTo(Job.State.QUEUED);
        house.remote.readBy(this::page);
        begins = true;
        assertThat(house.run(job).state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(beginnings.get(1)).as("neither from 0 nor from 100").isGreaterThan(100);
        assertThat(house.list("place").records()).hasSize(400);
        assertThat(synchronizes()).isZero();
        assertThat(beginnings.get(2)).isEqualTo(400);
    }

    @DatabaseTest
    void aPositionThatTheRemoteSystemForgotIsLeftBehind() {
        synchronizes();
        forgotten = true;
        assertThat(sync(SyncRequest.everything()).state()).isEqualTo(Job.State.FAILED);
        assertThat(synchronizes()).isEqualTo(100);
        assertThat(beginnings).containsExactly(0, 100, 0);
    }

    @DatabaseTest
    void refusedCredentialsSayNothingOfThePosition() {
        synchronizes();
        house.remote.readBy(request -> {
            throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "refused", false);
        });
        assertThat(sync(SyncRequest.everything()).state()).isEqualTo(Job.State.FAILED);
        house.remote.readBy(this::page);
        integration = house.integrations.activate(house.caller, integration.id());
        assertThat(synchronizes()).isZero();
        assertThat(beginnings).containsExactly(0, 100);
    }

    @DatabaseTest
    void aReadOfEverythingBeginsAtTheBeginning() {
        synchronizes();
        sync(new SyncRequest(null, null, null, null, null, true, null));
        assertThat(beginnings).containsExactly(0, 0);
        assertThat(synchronizes()).isZero();
    }

    /** @return how many records were read */
    private int synchronizes() {
        Job job = sync(SyncRequest.everything());
        assertThat(job.state()).as("%s", job.error()).isEqualTo(Job.State.SUCCEEDED);
        return job.result().at("/entities/place/read").asInt();
    }

    private Job sync(SyncRequest request) {
        begins = true;
        return house.sync(integration, request);
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            int number = stream.size();
            stream.add(SourceRecord.of("p" + number, ScriptedConnector.place("Place " + number, number)));
        }
    }

    private ReadPage page(ReadRequest request) {
        int from = position(request);
        if (begins) {
            beginnings.add(from);
            begins = false;
            if (forgotten && from > 0) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "no such cursor", false);
            }
        }
        int to = Math.min(stream.size(), from + PAGE);
        boolean more = to < stream.size();
        Optional<JsonNode> next = more ? Optional.of(IntNode.valueOf(to)) : Optional.empty();
        ReadPage page = new ReadPage(stream.subList(from, to), next, more, Optional.empty());
        return more ? page : page.bookmarked(IntNode.valueOf(to));
    }

    private static int position(ReadRequest request) {
        return request.cursor().map(JsonNode::asInt).orElse(0);
    }
}
