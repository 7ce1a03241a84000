package org.archipel.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.Capability;
import org.archipel.connectors.emulators.WebhookQueue.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No webhook is taken for genuine that is not. */
public interface WebhookContract extends ConnectorSubject {
    /** Headers in which providers prove their webhooks. */
    List<String> PROOFS = List.of(
            "Plaid-Verification",
            "x-xero-signature",
            "X-HubSpot-Signature-v3",
            "X-HubSpot-Request-Timestamp",
            "X-Slack-Signature",
            "X-Slack-Request-Timestamp",
            "X-WC-Webhook-Signature",
            "x-zm-signature",
            "x-zm-request-timestamp",
            "X-BambooHR-Signature",
            "X-BambooHR-Timestamp",
            "X-Goog-Channel-Token",
            "X-Webhook-Secret");

    /** More bytes than any webhook has. */
    int LARGE = 5 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "[[[[",
                "\"text\"",
                "a[b][c]=1&a[b]=2&a=%ZZ&=&[]=",
                "{\"value\":[null,1,{\"clientState\":{}}],\"events\":{},\"data\":[],\"auth\":1,\"leads\":[7]}",
                "{\"challenge\":null,\"event\":7,\"payload\":[],\"contact\":\"x\",\"type\":{},\"object\":[]}"
            })
    default void noWebhookOfAStrangerIsGenuineWhateverItHolds(String body) {
        if (!definition().capabilities().contains(Capability.WEBHOOKS)) {
            return;
        }
        for (String value : List.of(
                "",
                "=",
                "a.b.c",
                "v0=",
                "v0=zz",
                "sha256=",
                "99999999999999999999",
                "-1",
                "\u0000",
                "é".repeat(5_000))) {
            Map<String, String> headers = new HashMap<>();
            PROOFS.forEach(name -> headers.put(name, value));
            assertThat(connected()
                            .verify(headers, body.getBytes(StandardCharsets.UTF_8))
                            .genuine())
                    .as(value)
                    .isFalse();
            headers.put("Content-Type", value);
            assertThat(connected()
                            .verify(headers, new byte[] {(byte) 0xC3, 0x28, 0, '{'})
                            .genuine())
                    .isFalse();
        }
    }

    /** Nobody sends that much; it is refused like any other, and soon. */
    @Test
    default void aStrangersWebhookWithoutEndIsRefused() {
        if (!definition().capabilities().contains(Capability.WEBHOOKS)) {
            return;
        }
        for (char filling : new char[] {'[', ' ', '9', 'a'}) {
            byte[] body = new byte[LARGE];
            Arrays.fill(body, (byte) filling);
            assertThat(connected().verify(Map.of(), body).genuine()).isFalse();
        }
    }

    /** By a clock that goes wrong, here or there, a webhook is of another time than it says: as one that is sent again by a thief. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600, -600, 600, 86_400})
    default void aWebhookOfAnotherTimeIsRefused(long seconds) {
        Optional<Webhook> timed = timedWebhook();
        if (timed.isEmpty()) {
            return;
        }
        assertThat(connected().verify(timed.get()).genuine()).isTrue();
        assertThat(connected()
                        .withClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))
                        .verify(timed.get())
                        .genuine())
                .isFalse();
    }
}
