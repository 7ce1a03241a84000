package org.archipel.integrations.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.util.Optional;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.health.HealthStatus;
import org.archipel.integrations.internal.http.ConnectionMetrics;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationDraft;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.sync.SyncRequest;
import org.archipel.rest.Json;
import org.junit.jupiter.api.Test;

/** The documents that cross the REST API, read and written by its own mapper. */
class WireFormatTest {
    private static final String DRAFT =
            "{\"name\":\"Places\",\"connectorId\":\"http\",\"config\":{\"endpoint\":\"https://api.example.org\","
                    + "\"retryPolicy\":{\"maxAttempts\":3,\"backoff\":\"EXPONENTIAL\"},"
                    + "\"connectorConfig\":{\"entities\":[]}},\"credentials\":{\"apiKey\":\"hidden-key\"},"
                    + "\"fieldMappings\":[{\"sourceField\":\"name\",\"targetField\":\"name\",\"required\":true,"
                    + "\"defaultValue\":7}],\"syncSettings\":{\"direction\":\"INBOUND\",\"entities\":[\"place\"],"
                    + "\"filterRules\":[{\"field\":\"a\",\"operator\":\"GREATER_THAN\",\"value\":1.5}]},\"tags\":[\"x\"]}";

    private final ObjectMapper mapper = Json.newMapper();

    @Test
    void aDraftIsReadWithItsDefaults() throws JsonProcessingException {
        IntegrationDraft draft = mapper.readValue(DRAFT, IntegrationDraft.class);
        assertThat(draft.config().retryPolicy().maxAttempts()).isEqualTo(3);
        assertThat(draft.config().retryPolicy().jitter()).isTrue();
        assertThat(draft.config().timeoutMs()).isEqualTo(30_000);
        assertThat(draft.fieldMappings().get(0).defaultValue().intValue()).isEqualTo(7);
        assertThat(draft.syncSettings().entities()).containsExactly("place");
        assertThat(mapper.readValue("{}", IntegrationDraft.class).tags()).isEmpty();
        assertThat(mapper.readValue("{\"since\":\"2026-01-01T00:00:00Z\",\"dryRun\":true}", SyncRequest.class)
                        .dryRun())
                .isTrue();
    }

    @Test
    void unknownFieldsAreRefused() {
        assertThatThrownBy(() -> mapper.readValue("{\"config\":{\"endpint\":\"x\"}}", IntegrationDraft.class))
                .isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void aViewShowsTimesAsTextAndNoCredentials() throws JsonProcessingException {
        IntegrationDraft draft = mapper.readValue(DRAFT, IntegrationDraft.class);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Integration integration = new Integration(
                "id",
                "org",
                draft.name(),
                Optional.empty(),
                IntegrationType.CUSTOM,
                Optional.of("http"),
                Optional.of(Integration.PLATFORM),
                draft.config(),
                draft.fieldMappings(),
                draft.transformationRules(),
                draft.syncSettings(),
                draft.tags(),
                IntegrationStatus.DRAFT,
                Optional.empty(),
                "user:ada",
                now,
                now,
                1);
        IntegrationView view = IntegrationView.of(
                integration,
                true,
                Optional.of(now),
                Optional.empty(),
                HealthStatus.UNKNOWN,
                new ConnectionMetrics(0, 0, 0, 0, 0, 0, 0));
        JsonNode json = mapper.readTree(mapper.writeValueAsString(view));
        assertThat(json.path("lastSyncAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(json.has("nextSyncAt")).isFalse();
        assertThat(json.has("description")).isFalse();
        assertThat(json.path("hasCredentials").asBoolean()).isTrue();
        assertThat(json.at("/healthStatus/status").asText()).isEqualTo("UNKNOWN");
        assertThat(json.toString()).doesNotContain("hidden-key");
    }
}
