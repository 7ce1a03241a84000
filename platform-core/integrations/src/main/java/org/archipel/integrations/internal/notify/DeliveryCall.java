package org.archipel.integrations.internal.notify;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.integrations.internal.webhook.StandardWebhooks;
import org.archipel.persistence.Timestamps;
import org.archipel.sandbox.Egress;
import org.archipel.security.CredentialVault;

/** Sends one delivery, signed, through the platform's way out, and tells how it went. Thread-safe. */
final class DeliveryCall {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LONGEST_ASKED = Duration.ofDays(1);
    private static final int MAX_ERROR = 500;
    private static final int MAX_ANSWER = 1000;

    private final CredentialVault vault;
    private final Egress egress;
    private final Clock clock;

    DeliveryCall(CredentialVault vault, Egress egress, Clock clock) {
        this.vault = vault;
        this.egress = egress;
        this.clock = clock;
    }

    /**
     * How it went.
     *
     * @param asked how long the endpoint asked to be left alone
     */
    record Outcome(Delivery.Attempt attempt, Duration asked) {}

    Outcome send(WebhookEndpoint endpoint, DeliveryText delivery) {
        Instant now = clock.instant();
        long start = System.nanoTime();
        try {
            HttpResponse response = request(endpoint, delivery);
            long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            String answer = response.text();
            Delivery.Attempt attempt = new Delivery.Attempt(
                    Timestamps.stored(now),
                    took,
                    Optional.of(response.status()),
                    response.successful()
                            ? Optional.empty()
                            : Optional.of("the endpoint answered " + response.status() + advice(response)),
                    Optional.of(KeptText.of(answer, MAX_ANSWER)));
            return new Outcome(attempt, asked(response));
        } catch (PlatformException e) {
            long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            Delivery.Attempt attempt = new Delivery.Attempt(
                    Timestamps.stored(now),
                    took,
                    Optional.empty(),
                    Optional.of(KeptText.of(e.getMessage(), MAX_ERROR)),
                    Optional.empty());
            return new Outcome(attempt, Duration.ZERO);
        }
    }

    private static String advice(HttpResponse response) {
        return response.status() / 100 == 3 ? ", a redirect, which is not followed; give the address it leads to" : "";
    }

    private HttpResponse request(WebhookEndpoint endpoint, DeliveryText delivery) {
        byte[] body = delivery.body();
        Instant now = clock.instant();
        String timestamp = Long.toString(now.getEpochSecond());
        SigningSecrets secrets =
                SigningSecrets.of(vault.open(endpoint.organizationId(), SigningSecrets.reference(endpoint.id())));
        URI uri = URI.create(endpoint.url());
        HttpRequest request = new HttpRequest(
                "POST",
                uri,
                Map.of(
                        "Content-Type",
                        List.of("application/json"),
                        "User-Agent",
                        List.of("Archipel-Webhooks/1"),
                        StandardWebhooks.ID,
                        List.of(delivery.id()),
                        StandardWebhooks.TIMESTAMP,
                        List.of(timestamp),
                        StandardWebhooks.SIGNATURE,
                        List.of(secrets.sign(delivery.id(), timestamp, body, now))),
                body,
                Optional.of(TIMEOUT));
        return egress.client(List::of, List.of(uri)).send(request);
    }

    /** How long the endpoint asked to be left alone, in whole seconds. */
    private static Duration asked(HttpResponse response) {
        return response.header("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .filter(time -> time.compareTo(LONGEST_ASKED) <= 0)
                .orElse(Duration.ZERO);
    }
}
