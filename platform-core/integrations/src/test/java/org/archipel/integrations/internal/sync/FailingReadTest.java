package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;

/** A remote system, or a connector, that fails or never comes to an end. */
class FailingReadTest extends InboundSync {
    @DatabaseTest
    void endsAReadWhoseCursorComesBack() {
        house.remote.readBy(request -> page("a" + house.remote.requests().size(), IntNode.valueOf(7)));
        assertEndless(house.sync(integration), "cursor");
    }

    @DatabaseTest
    void endsAReadThatRepeatsAPage() {
        house.remote.readBy(
                request -> page("same", IntNode.valueOf(house.remote.requests().size())));
        assertEndless(house.sync(integration), "twice in a row");
    }

    @DatabaseTest
    void endsAReadOfEmptyPages() {
        house.remote.readBy(request -> new ReadPage(
                List.of(), Optional.of(IntNode.valueOf(house.remote.requests().size())), true, Optional.empty()));
        assertEndless(house.sync(integration), "empty pages");
    }

    @DatabaseTest
    void pagesOfWhichTheConnectorLeftEverythingOutAreNotEmpty() {
        house.remote.readBy(request -> {
            int page = house.remote.requests().size();
            return new ReadPage(
                    page < 300 ? List.of() : List.of(SourceRecord.of("last", ScriptedConnector.place("last", 1))),
                    Optional.of(IntNode.valueOf(page)),
                    page < 300,
                    Optional.empty(),
                    true,
                    true,
                    page < 300 ? Optional.of(List.of("unchanged")) : Optional.of(List.of()));
        });
        assertCounts(house.sync(integration), 1, 1, 0, 0, 0);
    }

    @DatabaseTest
    void garbageFromAConnectorIsAClearFailure() {
        house.remote.readBy(request -> null);
        assertThat(house.sync(integration).error().code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
        house.remote.readBy(request -> {
            throw new IllegalStateException("boom in class Foo");
        });
        assertThat(house.sync(integration).error().message()).doesNotContain("Foo");
    }

    @DatabaseTest
    void aPassingFailureGoesOnWhereItStopped() {
        house.remote.places(400);
        house.remote.twist(page -> {
            if (house.remote.requests().size() == 6) {
                throw new RemoteException(ErrorCode.CONNECTION_FAILED, "gone for a moment", true);
            }
            return page;
        });
        Job waiting = house.sync(integration);
        assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
        int before = house.list("place").records().size();
        assertThat(before).isBetween(1, 399);

        Job done = house.run(waiting);

        assertThat(done.state()).isEqualTo(Job.State.SUCCEEDED);
        assertCounts(done, 400, 400, 0, 0, 0);
        assertThat(house.list("place").records()).hasSize(400);
        assertThat(house.remote.requests()).hasSizeLessThan(14);
    }

    @DatabaseTest
    void givesUpAfterSeveralPassingFailures() {
        house.remote.readBy(request -> {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "down", true);
        });
        Job job = house.sync(integration);
        for (int i = 1; i < IntegrationsConfig.SYNC_FAILURES; i++) {
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            job = house.run(job);
        }
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
    }

    @DatabaseTest
    void anEntityThatFailsKeepsTheOthersFromNothing() {
        house.remote.places(20);
        ScriptedConnector.Reader all = house.remote::page;
        house.remote.readBy(request -> {
            if (request.entity().equals("two")) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "no such list", false);
            }
            return all.read(request);
        });
        Integration wide = house.active(of("one", "two", "three"));

        Job job = house.sync(wide);

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().message()).contains("no such list");
        assertThat(house.list("one").records()).hasSize(20);
        assertThat(house.list("three").records()).hasSize(20);

        house.remote.readBy(request -> {
            throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "refused", false);
        });
        int before = house.remote.requests().size();
        assertThat(house.sync(wide).error().code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(house.remote.requests()).hasSize(before + 1);
    }

    private static ReadPage page(String id, JsonNode next) {
        return new ReadPage(
                List.of(SourceRecord.of(id, ScriptedConnector.place(id, 1))),
                Optional.of(next),
                true,
                Optional.empty());
    }

    private static void assertEndless(Job job, String what) {
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().code()).isEqualTo(ErrorCode.INTEGRATION_ERROR);
        assertThat(job.error().message()).contains("never end").contains(what);
    }

    private static IntegrationDraft of(String... entities) {
        var base = House.draft();
        return new IntegrationDraft(
                "Wide",
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                base.fieldMappings(),
                null,
                Settings.sync("entities", List.of(entities), "batchSize", 50),
                null);
    }
}
