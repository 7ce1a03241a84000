package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.RdStationProvider;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.emulators.ZapSignProvider;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;

/** Connectors of providers, from a client's point of view, against emulators of the providers. */
class ProviderConnectorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = "an-unguessable-secret";
    private static final HttpClient SENDER = HttpClient.newHttpClient();

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void everyConnectorIsListedWithItsSchemas() {
        RestClient client = Tenant.create(platform, "provider-list").admin();
        Set<String> ids = new TreeSet<>();
        client.get("/api/connectors?limit=100").expect(200).path("items").forEach(connector -> {
            ids.add(connector.path("id").asText());
            JsonNode whole = client.get(
                            "/api/connectors/" + connector.path("id").asText())
                    .expect(200);
            assertThat(whole.path("configSchema").path("type").asText())
                    .as(whole.path("id").asText())
                    .isEqualTo("object");
        });
        assertThat(ids)
                .contains(
                        "http",
                        "graphql",
                        "webhook",
                        "file",
                        "zapsign",
                        "rdstation",
                        "bitrix24",
                        "hubspot",
                        "slack",
                        "google",
                        "microsoft",
                        "zoom",
                        "odoo",
                        "xero",
                        "plaid",
                        "woocommerce",
                        "bamboohr");
    }

    @Test
    void rdStationIsConnectedByConsentReadAndTellsOfConversions() throws IOException, InterruptedException {
        try (RdStationProvider provider = new RdStationProvider(20)) {
            RestClient client = Tenant.create(platform, "provider-rdstation").admin();
            String id = client.post("/api/integrations", rdStation(provider))
                    .expect(201)
                    .path("id")
                    .asText();
            Consent.give(client, id);

            JsonNode test =
                    client.post("/api/integrations/" + id + "/test", Map.of()).expect(200);
            assertThat(test.path("findings").toString())
                    .doesNotContain("FAILED")
                    .contains("www.acme.test");
            client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
            // A token that ends is refreshed, and a request too many is tried again.
            provider.endAccessTokens();
            provider.faults().once(Fault.RATE_LIMIT);
            JsonNode job = HttpIntegration.synchronize(client, id, LIMIT);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SUCCEEDED");
            assertThat(client.get("/api/records/contact?limit=500").expect(200).path("items"))
                    .hasSize(20);
            assertThat(provider.refreshes()).isEqualTo(1);

            assertWebhooksAreTakenInOnce(provider, client, id);
        }
    }

    private void assertWebhooksAreTakenInOnce(RdStationProvider provider, RestClient client, String id)
            throws IOException, InterruptedException {
        client.post(
                        "/api/integrations/" + id + "/actions/registerWebhook",
                        Map.of("url", "https://hub.test/api/webhooks/" + id, "event_type", "WEBHOOK.CONVERTED"))
                .expectSuccess();
        provider.faults().on(Fault.DUPLICATE_WEBHOOKS);
        provider.convert("lead1@cli.test", "ebook");
        List<Webhook> webhooks = provider.webhooks().take();
        assertThat(deliver(id, "?secret=wrong", webhooks.get(0)).statusCode()).isEqualTo(401);
        assertThat(deliver(id, "?secret=" + SECRET, webhooks.get(0)).body()).contains("\"duplicate\":false");
        assertThat(deliver(id, "?secret=" + SECRET, webhooks.get(1)).body()).contains("\"duplicate\":true");
    }

    @Test
    void zapSignSynchronizesDocumentsAndMakesThem() {
        try (ZapSignProvider provider = new ZapSignProvider(30)) {
            RestClient client = Tenant.create(platform, "provider-zapsign").admin();
            Map<String, Object> draft = Map.of(
                    "name", "Signatures",
                    "connectorId", "zapsign",
                    "config", Map.of("endpoint", provider.uri().toString()),
                    "credentials", Map.of("apiToken", ZapSignProvider.TOKEN),
                    "fieldMappings", List.of(Map.of("sourceField", "name", "targetField", "name", "required", true)),
                    "syncSettings", Map.of("direction", "INBOUND", "entities", List.of("document")));
            String id = client.post("/api/integrations", draft)
                    .expect(201)
                    .path("id")
                    .asText();
            client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
            provider.faults().every(Fault.SERVER_ERROR, 9);
            JsonNode job = HttpIntegration.synchronize(client, id, LIMIT);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SUCCEEDED");
            assertThat(client.get("/api/records/document?limit=500").expect(200).path("items"))
                    .hasSize(30);
            provider.faults().clear();
            JsonNode plan = client.post("/api/integrations/" + id + "/actions/getPlan", Map.of())
                    .expectSuccess();
            assertThat(plan.toString()).contains("API Pro").doesNotContain(ZapSignProvider.TOKEN);
        }
    }

    private HttpResponse<String> deliver(String id, String query, Webhook webhook)
            throws IOException, InterruptedException {
        URI address = platform.process().url().resolve("/api/webhooks/" + id + query);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(webhook.body()))
                .build();
        return SENDER.send(request, BodyHandlers.ofString());
    }

    private static Map<String, Object> rdStation(RdStationProvider provider) {
        String base = provider.uri().toString();
        return Map.of(
                "name",
                "Marketing",
                "connectorId",
                "rdstation",
                "config",
                Map.of(
                        "endpoint",
                        base,
                        "connectorConfig",
                        Map.of("authorizeUrl", base + "/auth/dialog", "tokenUrl", base + "/auth/token")),
                "credentials",
                Map.of(
                        "clientId",
                        RdStationProvider.CLIENT_ID,
                        "clientSecret",
                        RdStationProvider.CLIENT_SECRET,
                        "webhookSecret",
                        SECRET),
                "fieldMappings",
                List.of(Map.of("sourceField", "email", "targetField", "email", "required", true)),
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of("contact")));
    }
}
