package org.archipel.integrations.internal.webhook;

import dev.failsafe.RateLimiter;
import java.time.Duration;
import java.util.List;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.WebhookSettings;
import org.archipel.integrations.internal.net.AddressRange;

/** Takes the webhooks of one integration, as it is configured at the moment. Thread-safe. */
final class Receiver {
    final Integration integration;
    final Verifier verifier;
    private final List<AddressRange> allowed;
    private final RateLimiter<Object> limiter;

    Receiver(Integration integration, Verifier verifier) {
        this.integration = integration;
        this.verifier = verifier;
        WebhookSettings settings = integration.config().webhook();
        this.allowed =
                settings.allowedAddresses().stream().map(AddressRange::parse).toList();
        this.limiter = RateLimiter.burstyBuilder(settings.requestsPerMinute(), Duration.ofMinutes(1))
                .build();
    }

    boolean mayCome(String address) {
        return allowed.isEmpty() || AddressRange.any(allowed, address);
    }

    boolean mayCallNow() {
        return limiter.tryAcquirePermit();
    }
}
