package org.archipel.connector.rdstation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.archipel.connectors.testing.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks of all generations. */
class RdStationWebhookTest extends RdStationAccount {
    @Test
    void webhooksAreKnownByTheSecretInTheirAddress() {
        integration.execute(
                "registerWebhook", "{'url':'https://hooks.test/api/webhooks/1','event_type':'WEBHOOK.CONVERTED'}");
        assertThat(provider.subscribedAddress()).endsWith("?secret=" + SECRET);
        provider.faults().on(Fault.DUPLICATE_WEBHOOKS);
        provider.faults().on(Fault.REORDERED_WEBHOOKS);
        provider.convert("lead1@cli.test", "ebook");
        provider.convert("lead2@cli.test", "ebook");
        List<Webhook> webhooks = provider.webhooks().take();
        List<WebhookVerdict> verdicts =
                webhooks.stream().map(webhook -> verify(webhook, SECRET)).toList();
        assertThat(verdicts).hasSize(4).allMatch(WebhookVerdict::genuine);
        assertThat(verdicts.stream().map(WebhookVerdict::deliveryId).distinct()).hasSize(2);
        assertThat(verdicts.get(0).event()).isEqualTo("WEBHOOK.CONVERTED");
        assertThat(verdicts.get(0).orderingKey())
                .isEqualTo(provider.contact("lead2@cli.test")
                        .orElseThrow()
                        .path("uuid")
                        .asText());
        assertThat(verdicts.get(0).records())
                .containsExactly(new ChangedRecord("contact", verdicts.get(0).orderingKey()));
        assertThat(verify(webhooks.get(0), "").genuine()).isFalse();
        assertThat(verify(webhooks.get(0), SECRET + "1").genuine()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'leads':[{'uuid':'u-1','opportunity':'false','last_conversion':{'created_at':'2026-01-01'}}]}|WEBHOOK.CONVERTED|u-1",
                "{'leads':[{'uuid':'u-1','opportunity':'true'}]}|WEBHOOK.MARKED_OPPORTUNITY|u-1",
                "{'event_name':'crm_deal_created','document':{'id':'d-1'}}|crm_deal_created|d-1",
                "{}||"
            })
    void olderFormsOfWebhooksAreReadAsWell(String body, String event, String key) {
        WebhookVerdict verdict = verify(
                new Webhook(Map.of(), Documents.object(body).toString().getBytes(StandardCharsets.UTF_8)), SECRET);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.event()).isEqualTo(event == null ? "" : event);
        assertThat(verdict.orderingKey()).isEqualTo(key == null ? "" : key);
    }

    private WebhookVerdict verify(Webhook webhook, String secret) {
        try (var session = integration.open()) {
            return session.verifyWebhook(new WebhookDelivery(Map.of(), webhook.body(), Map.of("secret", secret)));
        }
    }
}
