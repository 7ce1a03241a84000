package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.record.HubRecord;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.FieldMapping;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;
import org.archipel.integrations.internal.model.SyncSettings.Direction;
import org.archipel.integrations.internal.records.VersionCheck;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.TestDatabase;

/** A house whose integration keeps contacts with a remote system: {@code n}, {@code mail} there, {@code name}, {@code email} here. */
final class BothWays implements AutoCloseable {
    final House house;
    final Integration integration;

    BothWays(TestDatabase database, Direction direction, ConflictResolution resolution, Deletions deletions) {
        this(database, draft(direction, resolution, deletions));
    }

    BothWays(TestDatabase database, IntegrationDraft draft) {
        house = new House(database);
        integration = house.active(draft);
    }

    static BothWays with(TestDatabase database, ConflictResolution resolution) {
        return new BothWays(database, Direction.BIDIRECTIONAL, resolution, Deletions.DELETE);
    }

    /** Records of both sides with the same value of the fields are the same. */
    static BothWays matching(TestDatabase database, ConflictResolution resolution, String... keys) {
        return new BothWays(
                database,
                draft(
                        Direction.BIDIRECTIONAL,
                        resolution,
                        Deletions.DELETE,
                        List.of(FieldMapping.of("n", "name"), FieldMapping.of("mail", "email")),
                        List.of(keys)));
    }

    static IntegrationDraft draft(Direction direction, ConflictResolution resolution, Deletions deletions) {
        boolean out = direction == Direction.OUTBOUND;
        return draft(
                direction,
                resolution,
                deletions,
                List.of(
                        out ? FieldMapping.of("name", "n") : FieldMapping.of("n", "name"),
                        out ? FieldMapping.of("email", "mail") : FieldMapping.of("mail", "email")));
    }

    static IntegrationDraft draft(
            Direction direction, ConflictResolution resolution, Deletions deletions, List<FieldMapping> mappings) {
        return draft(direction, resolution, deletions, mappings, List.of());
    }

    static IntegrationDraft draft(
            Direction direction,
            ConflictResolution resolution,
            Deletions deletions,
            List<FieldMapping> mappings,
            List<String> matchKeys) {
        IntegrationDraft base = House.draft();
        return new IntegrationDraft(
                "Contacts",
                null,
                null,
                base.connectorId(),
                base.config(),
                base.credentials(),
                mappings,
                null,
                Settings.sync(
                        "direction",
                        direction,
                        "entities",
                        List.of("contact"),
                        "conflictResolution",
                        resolution,
                        "batchSize",
                        120,
                        "deletions",
                        deletions,
                        "matchKeys",
                        matchKeys),
                null);
    }

    Job sync() {
        Job job = house.sync(integration);
        assertThat(job.error()).isNull();
        assertThat(job.state()).isEqualTo(Job.State.SUCCEEDED);
        assertAddsUp(counts(job));
        return job;
    }

    static JsonNode counts(Job job) {
        return job.result().at("/entities/contact");
    }

    static void assertAddsUp(JsonNode counts) {
        assertThat(counts.path("read").asLong())
                .as("counts add up: %s", counts)
                .isEqualTo(counts.path("created").asLong()
                        + counts.path("updated").asLong()
                        + counts.path("deleted").asLong()
                        + counts.path("unchanged").asLong()
                        + counts.path("quarantined").asLong()
                        + counts.path("filtered").asLong()
                        - counts.path("missing").asLong());
    }

    static ObjectNode there(String name, String email) {
        return Json.object().put("n", name).put("mail", email);
    }

    static ObjectNode here(String name, String email) {
        return Json.object().put("name", name).put("email", email);
    }

    void remote(String id, ObjectNode data) {
        house.remote.put(new SourceRecord(id, data, Optional.of(Instant.now()), false));
    }

    void remoteDeletes(String id) {
        house.remote.put(new SourceRecord(id, Json.object(), Optional.of(Instant.now()), true));
    }

    HubRecord hub(String id, ObjectNode data) {
        return house.records.put(house.organization, "contact", id, data, "user:ada", VersionCheck.NONE);
    }

    void hubDeletes(String id) {
        house.records.delete(house.organization, "contact", id, "user:ada", VersionCheck.NONE);
    }

    List<HubRecord> hub() {
        return house.list("contact").records();
    }

    /** The only record of the hub. */
    HubRecord only() {
        assertThat(hub()).hasSize(1);
        return hub().get(0);
    }

    @Override
    public void close() {
        house.close();
    }
}
