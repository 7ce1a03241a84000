package org.archipel.connector.webhook.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteResult;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.WebhookReceiver;
import org.archipel.connectors.testing.Documentation;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY =
            "{\"type\":\"invoice.paid\",\"key\":\"i-7\",\"id\":\"d-1\"}".getBytes(StandardCharsets.UTF_8);

    private final WebhookReceiver receiver = new WebhookReceiver();
    private final TestIntegration integration = integration("{'path':'/hook'}");

    private TestIntegration integration(String config) {
        return new TestIntegration(
                new WebhookConnector(),
                receiver.uri(),
                Documents.object(config),
                Map.of("signingSecret", SECRET, "webhookSecret", SECRET));
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void recordsGoOutAsSignedWebhooksUnderTheKeyOfTheirChange() {
        List<WriteResult> results =
                integration.write("contact", create("{'name':'Ann'}"), update("7", "{'name':'Bob'}"), delete("8"));
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(WriteResult.Outcome.CREATED, WriteResult.Outcome.UPDATED, WriteResult.Outcome.DELETED);
        assertThat(receiver.received())
                .extracting(webhook ->
                        Documents.exactly(webhook.body()).path("type").asText())
                .containsExactly("contact.created", "contact.updated", "contact.deleted");
        assertThat(receiver.received())
                .allSatisfy(webhook -> assertThat(new StandardSignature(SECRET)
                                .verify(
                                        webhook.id(),
                                        webhook.timestamp(),
                                        webhook.body().getBytes(StandardCharsets.UTF_8),
                                        "v1,x " + webhook.signature()))
                        .isTrue());
        receiver.faults().once(Fault.DROP);
        assertThat(integration.write("contact", create("{'name':'Eve'}")).get(0).retryable())
                .isTrue();
        assertThat(integration.write("contact", create("{'name':'Eve'}")).get(0).outcome())
                .isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(receiver.received()).hasSize(4);
    }

    /** The vector of the Standard Webhooks specification. */
    @Test
    void theSignatureIsThatOfThePublishedVector() {
        assertThat(new StandardSignature(SECRET)
                        .sign(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                "1614265330",
                                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @CsvSource({"SERVER_ERROR,true", "RATE_LIMIT,true", "EXPIRED_TOKEN,false"})
    void whatIsRefusedTellsWhetherItMayPass(Fault fault, boolean retryable) {
        receiver.faults().once(fault);
        assertThat(integration.write("contact", create("{}")))
                .singleElement()
                .satisfies(result -> assertThat(result.retryable()).isEqualTo(retryable));
    }

    @Test
    void aTestSendsNoWebhook() {
        try (var session = integration.open()) {
            assertThat(session.test().successful()).isTrue();
            receiver.faults().on(Fault.SERVER_ERROR);
            assertThat(session.test().findings())
                    .filteredOn(finding -> finding.outcome() == Outcome.FAILED)
                    .extracting(Finding::aspect)
                    .containsExactly(Aspect.RESPONSE);
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void standardWebhooksAreTakenInOnceTheyAreSignedAndFresh() {
        String now = String.valueOf(Instant.now().getEpochSecond());
        WebhookVerdict verdict = integration.verify(standard("d-1", now, SECRET), BODY);
        assertThat(verdict.genuine()).isTrue();
        assertThat(verdict.deliveryId()).isEqualTo("d-1");
        assertThat(verdict.event()).isEqualTo("invoice.paid");
        String old = String.valueOf(Instant.now().getEpochSecond() - 1000);
        String future = String.valueOf(Instant.now().getEpochSecond() + 1000);
        assertThat(integration.verify(standard("d-1", old, SECRET), BODY).genuine())
                .isFalse();
        assertThat(integration.verify(standard("d-1", future, SECRET), BODY).genuine())
                .isFalse();
        assertThat(integration.verify(standard("d-1", now, SECRET + "x"), BODY).genuine())
                .isFalse();
        assertThat(integration
                        .verify(standard("d-1", now, SECRET), "{}".getBytes(StandardCharsets.UTF_8))
                        .genuine())
                .isFalse();
        assertThat(integration.verify(Map.of(), BODY).genuine()).isFalse();
    }

    private static Map<String, String> standard(String id, String timestamp, String secret) {
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                new StandardSignature(secret).sign(id, timestamp, BODY));
    }

    @Test
    void otherSchemesAreConfigured() {
        TestIntegration hmac = integration(
                "{'incoming':{'scheme':'HMAC_SHA256','header':'X-Hub-Signature-256','prefix':'sha256=','idPointer':'/id','keyPointer':'/key'}}");
        Map<String, String> signed = Map.of("x-hub-signature-256", "sha256=" + Signatures.hmacHex(SECRET, BODY));
        assertThat(hmac.verify(signed, BODY)).isEqualTo(new WebhookVerdict(true, "d-1", "i-7", "invoice.paid", ""));
        assertThat(hmac.verify(signed, "x".getBytes(StandardCharsets.UTF_8)).genuine())
                .isFalse();
        TestIntegration token = integration("{'incoming':{'scheme':'TOKEN','prefix':'Bearer '}}");
        assertThat(token.verify(Map.of("Authorization", "Bearer " + SECRET), BODY)
                        .genuine())
                .isTrue();
        assertThat(token.verify(Map.of("Authorization", SECRET), BODY).genuine())
                .isFalse();
    }

    @Test
    void theDocumentationShowsConfigurations() {
        Documentation.assertConfigurations(
                "webhook.md", integration.connector().definition().configSchema());
    }
}
