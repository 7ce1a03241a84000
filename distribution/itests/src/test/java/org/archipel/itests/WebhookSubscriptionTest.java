package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.archipel.connectors.emulators.GoogleProvider;
import org.archipel.connectors.emulators.GraphProvider;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;

/** Providers send webhooks to integrations that react to them, without anybody who registers or renews them. */
class WebhookSubscriptionTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void aRealTimeIntegrationHearsOfChangesAsLongAsItIsActive() throws IOException, InterruptedException {
        try (GoogleProvider provider = new GoogleProvider(5)) {
            // It has them renewed soon, and none ends by itself before.
            provider.sayChannelsEndAfter(Duration.ofSeconds(10));
            RestClient client = Tenant.create(platform, "webhook-subscription").admin();
            String id = create(client, google(provider));
            Consent.give(client, id);
            assertThat(subscription(client, id).path("state").asText()).isEqualTo("NONE");
            client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
            assertThat(HttpIntegration.synchronize(client, id, LIMIT)
                            .path("state")
                            .asText())
                    .isEqualTo("SUCCEEDED");
            awaitState(client, id, "ACTIVE");
            String address = platform.process().url() + "/api/webhooks/" + id;
            assertThat(provider.subscribedAddresses()).contains(address);

            assertHeard(provider, client, "Moved to the big room");
            await("renewal").atMost(LIMIT).until(() -> provider.channelsMade() >= 2);
            await("the former channel is stopped")
                    .atMost(LIMIT)
                    .until(() -> provider.subscribedAddresses().size() == 1);
            assertHeard(provider, client, "Moved back again");
            JsonNode shown = subscription(client, id);
            assertThat(shown.path("target").asText()).isEqualTo(address);
            assertThat(shown.path("problem").isMissingNode()
                            || shown.path("problem").isNull())
                    .as(shown.toString())
                    .isTrue();

            client.post("/api/integrations/" + id + "/pause", Map.of()).expect(200);
            await("end")
                    .atMost(LIMIT)
                    .until(() -> provider.subscribedAddresses().isEmpty());
            awaitState(client, id, "NONE");
        }
    }

    @Test
    void theCheckOfTheAddressIsAnsweredAndARemovedIntegrationLeavesNothingBehind()
            throws IOException, InterruptedException {
        try (GraphProvider provider = new GraphProvider(3)) {
            provider.checkAddresses();
            RestClient client = Tenant.create(platform, "webhook-handshake").admin();
            String id = create(client, microsoft(provider));
            client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
            awaitState(client, id, "ACTIVE");
            assertThat(provider.subscribedAddresses()).hasSize(2);

            provider.endSubscriptions();
            assertThat(provider.subscribedAddresses()).isEmpty();
            assertThat(provider.webhooks().deliver()).isNotEmpty().containsOnly(200);
            await("they are asked for anew at once")
                    .atMost(LIMIT)
                    .until(() -> provider.subscribedAddresses().size() == 2);
            awaitState(client, id, "ACTIVE");

            client.delete("/api/integrations/" + id).expect(204);
            await("end")
                    .atMost(LIMIT)
                    .until(() -> provider.subscribedAddresses().isEmpty());
        }
    }

    @Test
    void aRemovedOrganizationLeavesNothingBehind() {
        try (GraphProvider provider = new GraphProvider(3)) {
            Tenant tenant = Tenant.create(platform, "webhook-removal");
            RestClient client = tenant.admin();
            String id = create(client, microsoft(provider));
            client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
            awaitState(client, id, "ACTIVE");
            platform.administrator().delete("/api/organizations/" + tenant.id()).expect(204);
            await("end")
                    .atMost(LIMIT)
                    .until(() -> provider.subscribedAddresses().isEmpty());
        }
    }

    private static void assertHeard(GoogleProvider provider, RestClient client, String summary)
            throws IOException, InterruptedException {
        provider.change("e1", RestClient.JSON.createObjectNode().put("summary", summary));
        provider.notifyWatchers();
        assertThat(provider.webhooks().deliver()).isNotEmpty().containsOnly(200);
        await(summary)
                .atMost(LIMIT)
                .until(() -> client.get("/api/records/event?limit=50")
                        .expect(200)
                        .path("items")
                        .toString()
                        .contains(summary));
    }

    private static void awaitState(RestClient client, String id, String state) {
        await(state).atMost(LIMIT).untilAsserted(() -> {
            JsonNode shown = subscription(client, id);
            assertThat(shown.path("state").asText()).as(shown.toString()).isEqualTo(state);
        });
    }

    private static JsonNode subscription(RestClient client, String id) {
        return client.get("/api/integrations/" + id + "/webhook-subscription").expect(200);
    }

    private static String create(RestClient client, Map<String, Object> draft) {
        return client.post("/api/integrations", draft).expect(201).path("id").asText();
    }

    private static Map<String, Object> google(GoogleProvider provider) {
        String base = provider.uri().toString();
        return Map.of(
                "name",
                "Calendar",
                "connectorId",
                "google",
                "config",
                Map.of(
                        "endpoint",
                        base,
                        "connectorConfig",
                        Map.of("authorizeUrl", base + "/o/oauth2/v2/auth", "tokenUrl", base + "/token")),
                "credentials",
                Map.of("clientId", "client", "clientSecret", "secret-of-the-client"),
                "fieldMappings",
                List.of(Map.of("sourceField", "summary", "targetField", "summary", "required", true)),
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of("event"), "frequency", "REALTIME"));
    }

    private static Map<String, Object> microsoft(GraphProvider provider) {
        String base = provider.uri().toString();
        return Map.of(
                "name",
                "Mailbox",
                "connectorId",
                "microsoft",
                "config",
                Map.of(
                        "endpoint",
                        base,
                        "connectorConfig",
                        Map.of("authentication", "APPLICATION", "user", "bia", "tokenUrl", base + "/token")),
                "credentials",
                Map.of("clientId", "client", "clientSecret", "secret-of-the-client"),
                "fieldMappings",
                List.of(Map.of("sourceField", "subject", "targetField", "subject")),
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of("event", "contact"), "frequency", "REALTIME"));
    }
}
