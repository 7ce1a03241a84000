package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.model.WebhookSettings.Scheme;
import org.junit.jupiter.api.Test;

class SchemeVerifierTest {
    private static final String SECRET = "a-secret-of-webhooks";
    private static final byte[] BODY = "{\"event\":\"changed\"}".getBytes(StandardCharsets.UTF_8);
    private static final long NOW = 1_800_000_000;

    @Test
    void withoutAnIdWhatSaysTheSameLaterIsAnotherDelivery() {
        WebhookSettings settings = settings("{timestamp}.{body}", "X-Time");
        assertThat(id(settings, NOW)).isEqualTo(id(settings, NOW)).isNotEqualTo(id(settings, NOW + 1));
    }

    @Test
    void aTimeThatIsNotSignedMakesNoOtherDelivery() {
        WebhookSettings settings = settings("{body}", "X-Time");
        assertThat(id(settings, NOW)).isEqualTo(id(settings, NOW + 1));
    }

    @Test
    void theRecordThatItTellsOfIsNamed() {
        WebhookSettings settings = new WebhookSettings(
                Scheme.TOKEN,
                null,
                "X-Token",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "deal",
                "/data/id");
        assertThat(token(settings, "{\"data\":{\"id\":42}}")).containsExactly(new ChangedRecord("deal", "42"));
        assertThat(token(settings, "{\"data\":{}}")).isEmpty();
        assertThat(token(settings, "none")).isEmpty();
    }

    private static List<ChangedRecord> token(WebhookSettings settings, String body) {
        Verdict verdict = new SchemeVerifier(settings, List.of(SECRET), Clock.systemUTC())
                .verify(new WebhookDelivery(Map.of("X-Token", List.of(SECRET)), body.getBytes(StandardCharsets.UTF_8)));
        assertThat(verdict.genuine()).as(verdict.toString()).isTrue();
        return verdict.records();
    }

    private static String id(WebhookSettings settings, long time) {
        String signed = settings.signedText().replace("{timestamp}", String.valueOf(time));
        byte[] text = signed.replace("{body}", new String(BODY, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        byte[] mac = StandardWebhooks.mac("HmacSHA256", SECRET.getBytes(StandardCharsets.UTF_8), text);
        var delivery = new WebhookDelivery(
                Map.of(
                        "X-Signature", List.of(HexFormat.of().formatHex(mac)),
                        "X-Time", List.of(String.valueOf(time))),
                BODY);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
        Verdict verdict = new SchemeVerifier(settings, List.of(SECRET), clock).verify(delivery);
        assertThat(verdict.genuine()).as(verdict.toString()).isTrue();
        return verdict.deliveryId();
    }

    private static WebhookSettings settings(String signedText, String timestampHeader) {
        return new WebhookSettings(
                Scheme.HMAC,
                null,
                null,
                null,
                null,
                null,
                signedText,
                timestampHeader,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
