package org.archipel.rest.internal.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.api.extension.Health;
import org.archipel.base.DaemonThreads;
import org.archipel.rest.HealthIndicator;
import org.archipel.rest.internal.health.HealthReport.Check;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the components' checks side by side, each with a time limit. A report serves all callers of one second, so that public
 * requests cannot multiply the work, and a check that hangs is not started again.
 */
@Component(service = HealthChecks.class)
public final class HealthChecks {
    private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);
    private static final long LIMIT_MILLIS = 2000;
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<HealthIndicator> indicators = new CopyOnWriteArrayList<>();
    private final Map<HealthIndicator, Future<Health>> running = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(DaemonThreads.named("archipel-health"));
    private HealthReport latest;
    private long madeAt;

    @Activate
    public HealthChecks() {
        // Indicators come and go by bind and unbind.
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindIndicator(HealthIndicator indicator) {
        indicators.add(indicator);
    }

    void unbindIndicator(HealthIndicator indicator) {
        indicators.remove(indicator);
        running.remove(indicator);
    }

    @Deactivate
    public void stop() {
        workers.shutdownNow();
    }

    /** The state of all components, at most a second old. */
    public synchronized HealthReport report() {
        long now = System.nanoTime();
        if (latest == null || now - madeAt > FRESH_NANOS) {
            latest = run();
            madeAt = now;
        }
        return latest;
    }

    private HealthReport run() {
        List<HealthIndicator> present = List.copyOf(indicators);
        present.forEach(indicator ->
                running.compute(indicator, (key, before) -> before == null ? workers.submit(key::check) : before));
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        List<Check> checks = new ArrayList<>();
        for (HealthIndicator indicator : present) {
            Health health = outcome(indicator, deadline);
            checks.add(new Check(indicator.name(), health.status(), health.detail()));
        }
        checks.sort(Comparator.comparing(Check::name));
        return HealthReport.of(checks);
    }

    private Health outcome(HealthIndicator indicator, long deadline) {
        Future<Health> check = running.get(indicator);
        if (check == null) {
            return Health.error("is going away");
        }
        try {
            Health health = check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            running.remove(indicator, check);
            return health;
        } catch (TimeoutException e) {
            return Health.error("does not answer");
        } catch (ExecutionException e) {
            running.remove(indicator, check);
            LOG.warn("Health check {} failed", indicator.name(), e.getCause());
            return Health.error("failed; see the log");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.error("was interrupted");
        }
    }
}
