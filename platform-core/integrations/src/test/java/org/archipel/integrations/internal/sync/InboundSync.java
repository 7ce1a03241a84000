package org.archipel.integrations.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.messaging.Job;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An integration that takes in places, and what its jobs count. */
abstract class InboundSync {
    House house;
    Integration integration;

    @BeforeEach
    void build(TestDatabase database) {
        house = new House(database);
        integration = house.active();
    }

    @AfterEach
    void tearDown() {
        house.close();
    }

    static void assertCounts(Job job, long read, long created, long updated, long unchanged, long deleted) {
        assertThat(job.error()).isNull();
        JsonNode counts = job.result().at("/entities/place");
        Set<String> names = Set.of("read", "created", "updated", "unchanged", "deleted");
        assertThat(names.stream()
                        .collect(Collectors.toMap(
                                name -> name, name -> counts.path(name).asLong())))
                .isEqualTo(Map.of(
                        "read",
                        read,
                        "created",
                        created,
                        "updated",
                        updated,
                        "unchanged",
                        unchanged,
                        "deleted",
                        deleted));
    }
}
