package org.archipel.messaging.internal.health;

import org.archipel.api.extension.Health;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.HealthIndicator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells when the delivery of events falls behind, or had to be given up. */
@Component(service = HealthIndicator.class)
public final class EventsIndicator implements HealthIndicator {
    private static final long FAR_BEHIND = 10_000;

    private final UnitOfWork work;

    @Activate
    public EventsIndicator(@Reference(target = "(unit=messaging)") UnitOfWork work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Health check() {
        return work.call(transaction -> {
            Sql sql = Sql.on(transaction);
            long last = sql.number("SELECT last_seq FROM outbox_sequence WHERE name = 'events'")
                    .orElse(0);
            long slowest = sql.number(
                            "SELECT MIN(seq) FROM outbox_subscriptions WHERE holder IS NOT NULL AND organization_id IS NULL")
                    .orElse(last);
            long failing = sql.number("SELECT COUNT(*) FROM outbox_retries WHERE dead = ? AND attempts > 0", false)
                    .orElse(0);
            if (last - slowest > FAR_BEHIND) {
                return new Health(Health.Status.WARNING, (last - slowest) + " events wait for a subscriber.");
            }
            return failing == 0
                    ? Health.healthy()
                    : new Health(Health.Status.WARNING, failing + " deliveries failed and are tried again.");
        });
    }
}
