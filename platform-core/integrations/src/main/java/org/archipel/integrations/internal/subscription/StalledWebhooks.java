package org.archipel.integrations.internal.subscription;

import java.util.concurrent.atomic.AtomicBoolean;
import org.archipel.api.extension.Health;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.HealthIndicator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that webhooks which remote systems still send, also those of removed integrations, are neither renewed nor ended because the
 * platform does not know how it is reached. The first start that knows goes on with them.
 */
@Component(service = {HealthIndicator.class, StalledWebhooks.class})
public final class StalledWebhooks implements HealthIndicator {
    /** What keeps them. */
    static final String REASON =
            "The administrator did not set archipel.public.url: remote systems cannot be told how to reach the platform.";

    private static final String TEXT =
            " of webhooks, of present and removed integrations, are neither renewed nor ended. " + REASON;

    private static final Logger LOG = LoggerFactory.getLogger(StalledWebhooks.class);

    private final UnitOfWork work;
    private final boolean reachable;
    private final AtomicBoolean told = new AtomicBoolean();

    @Activate
    public StalledWebhooks(
            @Reference(target = "(unit=integrations)") UnitOfWork work, @Reference IntegrationsConfig config) {
        this.work = work;
        this.reachable = config.publicUrl().isPresent();
    }

    @Override
    public String name() {
        return "webhook-subscriptions";
    }

    @Override
    public Health check() {
        // Each organization reads it: the number, which is that of all of them, is for the log.
        return count() == 0 ? Health.healthy() : new Health(Health.Status.WARNING, "Subscriptions" + TEXT);
    }

    /** Leaves a line in the log, the first time that there are some. */
    void tellOnce() {
        long stalled = count();
        if (stalled > 0 && told.compareAndSet(false, true)) {
            LOG.warn("{} subscription(s){}", stalled, TEXT);
        }
    }

    private long count() {
        return reachable
                ? 0
                : work.call(transaction -> Sql.on(transaction)
                        .number("SELECT COUNT(*) FROM webhook_subscriptions WHERE state <> 'NONE'")
                        .orElse(0));
    }
}
