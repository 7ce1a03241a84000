package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.store.Rows;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.DatabaseTest;

/** Records that cannot be taken. */
class QuarantineTest extends InboundSync {
    @DatabaseTest
    void whatCannotBeTakenGoesToQuarantineAndCanBeMended() {
        house.remote.places(40);
        house.remote.put("bad", Json.object().put("name", "No address"));
        house.remote.put("huge", ScriptedConnector.place("x".repeat(2_000_000), 1));
        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(job.result().at("/entities/place/quarantined").asLong()).isEqualTo(2);
        List<QuarantinedRecord> held =
                house.quarantine.list(integration, "OPEN", "", 10).rows();
        assertThat(held).extracting(QuarantinedRecord::recordKey).containsExactlyInAnyOrder("bad", "huge");
        QuarantinedRecord bad = held.stream()
                .filter(r -> r.recordKey().equals("bad"))
                .findFirst()
                .orElseThrow();
        assertThat(bad.pointer()).isEqualTo("/address/city");
        assertThat(bad.payload().path("name").asText()).isEqualTo("No address");

        house.quarantine.fix(integration, bad.id(), ScriptedConnector.place("Mended", 5));
        assertThat(house.quarantine.replay(integration, bad.id()).state()).isEqualTo("RESOLVED");
        assertThat(house.list("place").records()).hasSize(41);
    }

    @DatabaseTest
    void pagesOfLongRecordsAreShort() {
        house.remote.places(40);
        for (String id : List.of("a", "b", "c", "d", "e")) {
            house.remote.put(id, Json.object().put("name", id + "x".repeat(250_000)));
        }
        house.sync(integration);

        Rows<QuarantinedRecord> first = house.quarantine.list(integration, "OPEN", "", 10);
        assertThat(first.rows()).hasSize(4);
        assertThat(first.more()).isTrue();
        Rows<QuarantinedRecord> rest =
                house.quarantine.list(integration, "OPEN", first.rows().get(3).id(), 10);
        assertThat(rest.rows()).hasSize(1);
        assertThat(rest.more()).isFalse();
        assertThat(Stream.concat(first.rows().stream(), rest.rows().stream()))
                .allSatisfy(record -> assertThat(record.payload().path("name").asText())
                        .startsWith(record.recordKey())
                        .hasSize(250_001))
                .extracting(QuarantinedRecord::recordKey)
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(house.quarantine.list(integration, "OPEN", "", 3).rows()).hasSize(3);
    }

    @DatabaseTest
    void aRecordThatComesThroughLaterLeavesQuarantine() {
        house.remote.places(40).put("bad", Json.object().put("name", "No address"));
        house.sync(integration);
        house.sync(integration);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows())
                .singleElement()
                .satisfies(record -> assertThat(record.occurrences()).isEqualTo(2));
        house.remote.put("bad", ScriptedConnector.place("Good now", 1));
        house.sync(integration);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows()).isEmpty();
    }

    @DatabaseTest
    void failsPastTheErrorShare() {
        for (int i = 0; i < 100; i++) {
            house.remote.put("bad" + i, Json.object().put("name", "No address"));
        }
        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.error().code()).isEqualTo(ErrorCode.DATA_TRANSFORMATION_ERROR);
        assertThat(house.outbox.events("integration.sync.failed")).hasSize(1);
    }

    @DatabaseTest
    void whatCouldNotBeReadAgainHarmsNoOtherRecord() {
        house.remote.places(40);
        house.remote.put("bad", Json.object().put("name", "No address").put("n", BigInteger.TEN.pow(1_000)));

        Job job = house.sync(integration);

        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(house.list("place").records()).hasSize(40);
        assertThat(house.quarantine.list(integration, "OPEN", "", 10).rows())
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.recordKey()).isEqualTo("bad");
                    assertThat(record.payloadTruncated()).isTrue();
                    assertThat(record.payload().asText()).contains("digits");
                });
    }

    @DatabaseTest
    void textsThatNoDatabaseKeepsHarmNoOtherRecord() {
        house.remote.places(10);
        house.remote.put("zero-\u0000", ScriptedConnector.place("A", 1));
        house.remote.put("half-\ud800", ScriptedConnector.place("B", 1));
        house.remote.put("long-" + "x".repeat(5_000), ScriptedConnector.place("C", 1));
        house.remote.put("p-whole-\ud83d\ude00", ScriptedConnector.place("D", 1));
        house.remote.put("p-zero", ScriptedConnector.place("a\u0000b", 1));
        house.remote.put("p-half", ScriptedConnector.place("a\ud800b", 1));

        Job first = house.sync(integration);

        assertCounts(first, 16, 13, 0, 0, 0);
        assertThat(first.result().at("/entities/place/quarantined").asInt()).isEqualTo(3);
        assertCounts(house.sync(integration), 16, 0, 0, 13, 0);
    }
}
