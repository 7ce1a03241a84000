package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.base.Hmac;
import org.archipel.integrations.internal.fakes.Settings;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.model.WebhookSettings.Scheme;
import org.junit.jupiter.api.Test;

/** Webhooks as their settings say that they are signed, and what is read from them. */
class SchemeVerifierTest {
    private static final String SECRET = "a-secret-of-webhooks";
    private static final byte[] BODY = "{\"event\":\"changed\"}".getBytes(StandardCharsets.UTF_8);
    private static final long NOW = 1_800_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

    @Test
    void signaturesOfOtherStylesAreConfiguration() {
        WebhookSettings settings = Settings.webhook(
                "scheme", Scheme.HMAC,
                "header", "X-Hub-Signature-256",
                "prefix", "sha256=",
                "signedText", "v0:{timestamp}:{body}",
                "timestampHeader", "X-Time",
                "idPointer", "/event/id",
                "eventPointer", "/event/type",
                "keyPointer", "/event/account");
        String body = "{\"event\":{\"id\":\"e1\",\"type\":\"deal.won\",\"account\":\"a7\"}}";
        String time = String.valueOf(NOW);
        var delivery = new WebhookDelivery(
                Map.of(
                        "x-hub-signature-256",
                        List.of("sha256=" + mac("v0:" + time + ":" + body)),
                        "X-Time",
                        List.of(time)),
                body.getBytes(StandardCharsets.UTF_8));
        Verdict verdict = new SchemeVerifier(settings, List.of("former", SECRET), CLOCK).verify(delivery);
        assertThat(verdict).isEqualTo(new Verdict("", "e1", "a7", "deal.won", List.of(), Optional.empty()));
        assertThat(new SchemeVerifier(settings, List.of("other"), CLOCK)
                        .verify(delivery)
                        .genuine())
                .isFalse();
        assertThat(new SchemeVerifier(settings, List.of(), CLOCK)
                        .verify(delivery)
                        .genuine())
                .isFalse();
    }

    @Test
    void withoutAnIdWhatSaysTheSameLaterIsAnotherDelivery() {
        WebhookSettings settings = hmac("{timestamp}.{body}");
        assertThat(id(settings, NOW)).isEqualTo(id(settings, NOW)).isNotEqualTo(id(settings, NOW + 1));
    }

    @Test
    void aTimeThatIsNotSignedMakesNoOtherDelivery() {
        WebhookSettings settings = hmac("{body}");
        assertThat(id(settings, NOW)).isEqualTo(id(settings, NOW + 1));
    }

    @Test
    void theRecordThatItTellsOfIsNamed() {
        WebhookSettings settings = Settings.webhook(
                "scheme", Scheme.TOKEN, "header", "X-Token", "recordEntity", "deal", "recordPointer", "/data/id");
        assertThat(token(settings, "{\"data\":{\"id\":42}}")).containsExactly(new ChangedRecord("deal", "42"));
        assertThat(token(settings, "{\"data\":{}}")).isEmpty();
        assertThat(token(settings, "none")).isEmpty();
    }

    private static List<ChangedRecord> token(WebhookSettings settings, String body) {
        Verdict verdict = new SchemeVerifier(settings, List.of(SECRET), CLOCK)
                .verify(new WebhookDelivery(Map.of("X-Token", List.of(SECRET)), body.getBytes(StandardCharsets.UTF_8)));
        assertThat(verdict.genuine()).as(verdict.toString()).isTrue();
        return verdict.records();
    }

    private static String id(WebhookSettings settings, long time) {
        String signed = settings.signedText().replace("{timestamp}", String.valueOf(time));
        String text = signed.replace("{body}", new String(BODY, StandardCharsets.UTF_8));
        var delivery = new WebhookDelivery(
                Map.of(
                        "X-Signature", List.of(mac(text)),
                        "X-Time", List.of(String.valueOf(time))),
                BODY);
        Verdict verdict = new SchemeVerifier(settings, List.of(SECRET), CLOCK).verify(delivery);
        assertThat(verdict.genuine()).as(verdict.toString()).isTrue();
        return verdict.deliveryId();
    }

    private static String mac(String text) {
        byte[] key = SECRET.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Hmac.of("HmacSHA256", key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static WebhookSettings hmac(String signedText) {
        return Settings.webhook("scheme", Scheme.HMAC, "signedText", signedText, "timestampHeader", "X-Time");
    }
}
