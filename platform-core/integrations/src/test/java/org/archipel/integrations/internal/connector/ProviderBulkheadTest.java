package org.archipel.integrations.internal.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.fakes.MemoryJobs;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationConfig;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.JobWaitsException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;

class ProviderBulkheadTest {
    private static final int PLACES = 4;
    private static final Supplier<JsonNode> WORK = Json::object;

    private ProviderBulkhead bulkhead;

    @BeforeEach
    void build(TestDatabase database) {
        bulkhead = new ProviderBulkhead(
                new MemoryJobs(database.unit("integrations", "org.archipel.integrations.internal.store")),
                new IntegrationsConfig(Duration.ofMinutes(5), Duration.ofDays(1), 14));
    }

    @DatabaseTest
    void whatFindsNoPlaceWaitsForOne() {
        Integration busy = integration("house", "https://slow.example.org/api");
        JobWaitsException refusal = taking(
                busy,
                PLACES,
                () -> catchThrowableOfType(
                        JobWaitsException.class,
                        () -> bulkhead.run(integration("house", "https://slow.example.org/other"), WORK)));
        assertThat(refusal.awaited()).contains("slow.example.org");
        assertThat(refusal.there()).as("a place, now that all have left").isTrue();
        assertThat(bulkhead.run(busy, WORK)).isNotNull();
    }

    @DatabaseTest
    void otherSystemsAndOtherOrganizationsHavePlacesOfTheirOwn() {
        JsonNode done = taking(integration("house", "https://slow.example.org"), PLACES, () -> {
            bulkhead.run(integration("house", "https://quick.example.org"), WORK);
            bulkhead.run(integration("house", null), WORK);
            return bulkhead.run(integration("neighbour", "https://slow.example.org"), WORK);
        });
        assertThat(done).isNotNull();
    }

    @DatabaseTest
    void aFailureGivesItsPlaceBack() {
        Integration failing = integration("house", null);
        for (int i = 0; i <= PLACES; i++) {
            assertThatThrownBy(() -> bulkhead.run(failing, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** Does something while so many jobs of the integration are at work. */
    private <T> T taking(Integration integration, int jobs, Supplier<T> meanwhile) {
        if (jobs == 0) {
            return meanwhile.get();
        }
        var result = new Object() {
            T value;
        };
        bulkhead.run(integration, () -> {
            result.value = taking(integration, jobs - 1, meanwhile);
            return Json.object();
        });
        return result.value;
    }

    private static Integration integration(String organization, String endpoint) {
        IntegrationConfig config = Settings.config("endpoint", endpoint);
        return new Integration(
                "i",
                organization,
                "Places",
                Optional.empty(),
                IntegrationType.CRM,
                Optional.of("scripted"),
                Optional.of(Integration.PLATFORM),
                config,
                List.of(),
                List.of(),
                Settings.sync("entities", List.of("place"), "batchSize", 120),
                List.of(),
                IntegrationStatus.ACTIVE,
                Optional.empty(),
                "user:test",
                Clock.systemUTC().instant(),
                Clock.systemUTC().instant(),
                1);
    }
}
