package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.emulators.ZapSignProvider;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;

/** What a webhook tells of is there at once; credentials that are refused stop an integration until there are others. */
class SingleRecordTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SECRET = "an-unguessable-secret";

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void aWebhookBringsTheRecordThatItTellsOfAlone() {
        try (ZapSignProvider provider = new ZapSignProvider(30)) {
            RestClient client = Tenant.create(platform, "single-record").admin();
            String id = activate(client, draft(provider, ZapSignProvider.TOKEN));
            assertThat(HttpIntegration.synchronize(client, id, LIMIT)
                            .path("state")
                            .asText())
                    .isEqualTo("SUCCEEDED");
            client.post(
                            "/api/integrations/" + id + "/actions/registerWebhook",
                            Map.of("url", "https://hub.test/api/webhooks/" + id, "type", ""))
                    .expectSuccess();
            provider.sign("Agreement 7");
            Webhook webhook = provider.webhooks().take().get(0);

            client.send(
                            "POST",
                            "/api/webhooks/" + id,
                            BodyPublishers.ofByteArray(webhook.body()),
                            Map.of("Content-Type", "application/json", "X-Webhook-Secret", SECRET))
                    .expect(200);

            await().atMost(LIMIT).until(() -> runs(client, id).size() == 2);
            JsonNode run = runs(client, id).get(0);
            assertThat(run.path("scan").asText()).as(run.toString()).isEqualTo("SINGLE");
            await().atMost(LIMIT).until(() -> isSigned(client));
        }
    }

    @Test
    void refusedCredentialsStopTheIntegrationUntilThereAreOthers() {
        try (ZapSignProvider provider = new ZapSignProvider(5)) {
            RestClient client = Tenant.create(platform, "refused-credentials").admin();
            String id = activate(client, draft(provider, "no-token-of-theirs"));
            assertThat(HttpIntegration.synchronize(client, id, LIMIT)
                            .path("state")
                            .asText())
                    .isEqualTo("FAILED");
            JsonNode stopped = status(client, id);
            assertThat(stopped.path("status").asText()).isEqualTo("ERROR");
            assertThat(stopped.path("statusReason").asText()).startsWith("AUTHENTICATION_FAILED");

            client.put("/api/integrations/" + id, draft(provider, ZapSignProvider.TOKEN))
                    .expect(200);

            assertThat(status(client, id).path("status").asText()).isEqualTo("ACTIVE");
            assertThat(HttpIntegration.synchronize(client, id, LIMIT)
                            .path("state")
                            .asText())
                    .isEqualTo("SUCCEEDED");
        }
    }

    private static String activate(RestClient client, Map<String, Object> draft) {
        String id =
                client.post("/api/integrations", draft).expect(201).path("id").asText();
        client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
        return id;
    }

    private static JsonNode status(RestClient client, String id) {
        return client.get("/api/integrations/" + id + "/status").expect(200);
    }

    private static JsonNode runs(RestClient client, String id) {
        return status(client, id).path("runs");
    }

    private static boolean isSigned(RestClient client) {
        JsonNode records =
                client.get("/api/records/document?limit=100").expect(200).path("items");
        for (JsonNode record : records) {
            if (record.at("/data/name").asText().equals("Agreement 7")) {
                return record.at("/data/signers/0/status").asText().equals("signed");
            }
        }
        return false;
    }

    private static Map<String, Object> draft(ZapSignProvider provider, String token) {
        Map<String, Object> draft = new HashMap<>();
        draft.put("name", "Signatures");
        draft.put("connectorId", "zapsign");
        draft.put("config", Map.of("endpoint", provider.uri().toString()));
        draft.put("credentials", Map.of("apiToken", token, "webhookSecret", SECRET));
        draft.put(
                "fieldMappings",
                List.of(
                        Map.of("sourceField", "name", "targetField", "name", "required", true),
                        Map.of("sourceField", "signers", "targetField", "signers")));
        draft.put(
                "syncSettings",
                Map.of("direction", "INBOUND", "entities", List.of("document"), "frequency", "REALTIME"));
        return draft;
    }
}
