package org.archipel.integrations.internal.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;

/** Lets one node at a time process an integration's webhooks. Thread-safe. */
final class WebhookLease {
    private static final Duration TIME = Duration.ofSeconds(60);

    private final UnitOfWork work;
    private final Clock clock;
    private final ReceivedStore store = new ReceivedStore();
    private final String owner = Ids.next();

    WebhookLease(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /** Takes the lease, or keeps it for longer; false if it is another node's. */
    boolean take(String integrationId) {
        Instant now = clock.instant();
        return work.call(transaction -> store.lease(transaction, integrationId, owner, now, now.plus(TIME)));
    }
}
