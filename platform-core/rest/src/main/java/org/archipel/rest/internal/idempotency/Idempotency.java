package org.archipel.rest.internal.idempotency;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.ws.rs.POST;
import javax.ws.rs.container.DynamicFeature;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.FeatureContext;
import javax.ws.rs.ext.Provider;
import org.archipel.base.DaemonThreads;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes every POST of the platform's application repeatable, and forgets kept answers after their day. */
@Provider
@Component(service = Idempotency.class)
public final class Idempotency implements DynamicFeature {
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final long CLEANUP_MINUTES = 30;

    private final IdempotencyStore store;
    private final IdempotencyFilter filter;
    private final ScheduledExecutorService timer = DaemonThreads.timer("archipel-idempotency");

    @Activate
    public Idempotency(BundleContext context, @Reference(target = "(unit=rest)") UnitOfWork work) {
        String node = Optional.ofNullable(context.getProperty("archipel.node")).orElse("node-1");
        this.store = new IdempotencyStore(work, Clock.systemUTC(), node, Ids.next());
        this.filter = new IdempotencyFilter(store);
        timer.scheduleWithFixedDelay(this::cleanUp, CLEANUP_MINUTES, CLEANUP_MINUTES, TimeUnit.MINUTES);
    }

    @Deactivate
    public void stop() {
        timer.shutdownNow();
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext features) {
        if (resource.getResourceMethod().isAnnotationPresent(POST.class)) {
            features.register(filter);
        }
    }

    private void cleanUp() {
        try {
            int removed = store.removeExpired();
            LOG.debug("Removed {} expired idempotency keys", removed);
        } catch (RuntimeException e) {
            // The timer would end with the exception; the next round tries again.
            LOG.warn("Expired idempotency keys could not be removed", e);
        }
    }
}
