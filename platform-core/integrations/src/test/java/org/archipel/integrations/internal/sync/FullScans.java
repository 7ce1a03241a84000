package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Missing;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Full scans of a remote side that lists less than before. */
abstract class FullScans {
    static final SyncRequest FULL = new SyncRequest(null, null, null, null, null, true, null);

    House house;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    /** An integration that has taken in so many places. */
    Integration synced(int places) {
        return synced(House.draft(), places);
    }

    Integration synced(IntegrationDraft draft, int places) {
        Integration integration = house.active(draft);
        house.remote.places(places);
        house.sync(integration);
        return integration;
    }

    static SyncRequest accepting(long missing) {
        return new SyncRequest(null, null, null, null, null, null, missing);
    }

    /** From now on the remote side lists only what is not hidden. */
    void hide(Predicate<String> hidden) {
        hide(house, hidden);
    }

    void hide(Predicate<String> hidden, UnaryOperator<ReadPage> twist) {
        hide(house, hidden, twist);
    }

    static void hide(House house, Predicate<String> hidden) {
        hide(house, hidden, page -> page);
    }

    static void hide(House house, Predicate<String> hidden, UnaryOperator<ReadPage> twist) {
        house.remote.twist(page -> page);
        house.remote.readBy(request -> {
            List<SourceRecord> all = house.remote.content().entrySet().stream()
                    .filter(record -> !hidden.test(record.getKey()))
                    .map(record -> SourceRecord.of(record.getKey(), record.getValue()))
                    .toList();
            int from = request.cursor().map(JsonNode::asInt).orElse(0);
            int to = Math.min(all.size(), from + request.limit());
            boolean more = to < all.size();
            return twist.apply(new ReadPage(
                    all.subList(from, to),
                    more ? Optional.of(IntNode.valueOf(to)) : Optional.empty(),
                    more,
                    Optional.empty()));
        });
    }

    static List<HubRecord> archived(House house) {
        return house.list("place").records().stream()
                .filter(record -> record.data().path("archived").asBoolean())
                .toList();
    }

    static IntegrationDraft draft(SyncSettings settings) {
        IntegrationDraft base = House.draft();
        return new IntegrationDraft(
                base.name(),
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                base.fieldMappings(),
                null,
                settings,
                null);
    }

    static SyncSettings settings(Deletions deletions, Missing missing, Double share, Integer fullScanHours) {
        return Settings.sync(
                "entities",
                List.of("place"),
                "batchSize",
                120,
                "deletions",
                deletions,
                "missing",
                missing,
                "maxMissingShare",
                share,
                "fullScanHours",
                fullScanHours);
    }

    static JsonNode counts(Job job) {
        return counts(job, "place");
    }

    static JsonNode counts(Job job, String entity) {
        assertThat(job.error()).isNull();
        return job.result().at("/entities/" + entity);
    }
}
