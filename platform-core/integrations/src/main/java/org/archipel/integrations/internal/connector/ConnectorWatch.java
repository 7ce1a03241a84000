package org.archipel.integrations.internal.connector;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.messaging.JobQueue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the connectors as they come and go: an active integration whose connector is away is in {@code ERROR} and says so; it is
 * active again when the connector is back, and jobs that waited for it go on at once. A connector that is replaced within a moment disturbs nobody.
 */
@Component(service = ConnectorWatch.class, immediate = true)
public class ConnectorWatch {
    private static final String BACK = " The integration goes on when its connector is back.";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorWatch.class);
    private static final Duration AFTER_START = Duration.ofSeconds(15);
    private static final Duration AFTER_CHANGE = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(15);
    private static final long LOOK_MS = 500;

    private final ConnectorRegistry registry;
    private final IntegrationStore integrations;
    private final IntegrationLog log;
    private final JobQueue jobs;
    private final Duration afterFailure;
    private final Duration complete;
    private final Consumer<String> listener = this::changed;
    private final ScheduledExecutorService thread = DaemonThreads.timer("archipel-connector-watch");
    private final long started = System.nanoTime();
    private boolean asked;
    /** When what is asked for is to be done, as {@link System#nanoTime} counts. */
    private long due;

    @Activate
    public ConnectorWatch(
            @Reference ConnectorRegistry registry,
            @Reference IntegrationStore integrations,
            @Reference IntegrationLog log,
            @Reference JobQueue jobs) {
        this(registry, integrations, log, jobs, AFTER_FAILURE, AFTER_START);
    }

    /**
     * @param afterFailure how long after it failed it is tried again
     * @param complete how long after the start the extensions are back
     */
    ConnectorWatch(
            ConnectorRegistry registry,
            IntegrationStore integrations,
            IntegrationLog log,
            JobQueue jobs,
            Duration afterFailure,
            Duration complete) {
        this.complete = complete;
        this.afterFailure = afterFailure;
        this.registry = registry;
        this.integrations = integrations;
        this.log = log;
        this.jobs = jobs;
        ask(AFTER_START);
        thread.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        registry.onChange(listener);
    }

    @Deactivate
    public void stop() {
        registry.removeListener(listener);
        thread.shutdownNow();
    }

    private void changed(String connectorId) {
        jobs.arrived(ConnectorWait.awaited(connectorId));
        ask(AFTER_CHANGE);
    }

    /** It is done within the time; what was asked for before is not put off by that. */
    private synchronized void ask(Duration within) {
        long at = System.nanoTime() + within.toNanos();
        if (!asked || at - due < 0) {
            due = at;
        }
        asked = true;
    }

    private synchronized boolean takeDue() {
        if (!asked || System.nanoTime() - due < 0) {
            return false;
        }
        asked = false;
        return true;
    }

    /** Does what is due, again after a while if it fails, whatever with. */
    private void look() {
        if (!takeDue()) {
            return;
        }
        try {
            follow();
        } catch (RuntimeException | Error e) {
            ask(afterFailure);
            LOG.warn("Integrations could not be brought in line with the connectors; it is tried again", e);
        }
    }

    /** Brings the integrations in line with the connectors that are there. */
    void follow() {
        settle();
        integrations
                .follow(
                        integration -> registry.find(integration).isPresent(),
                        this::reason,
                        Clock.systemUTC().instant())
                .forEach(this::tell);
    }

    /** For integrations that are older than the rule that each knows whose connector it has: it is written down before it is used. */
    private void settle() {
        integrations.settle(this::provider).forEach(integration -> {
            log.info(
                    integration,
                    "Its connector is from now on that of "
                            + integration.connectorProvider().orElse(""));
            integration.connectorId().ifPresent(id -> jobs.arrived(ConnectorWait.awaited(id)));
        });
    }

    // Shortly after a start the extension that it was may not be back, and another of the same id be there.
    private Optional<String> provider(String organizationId, String connectorId) {
        Optional<RegisteredConnector> found = registry.find(organizationId, connectorId);
        boolean early = System.nanoTime() - started < complete.toNanos();
        if (early && found.filter(connector -> !connector.builtIn()).isPresent()) {
            ask(complete);
            return Optional.empty();
        }
        return found.map(RegisteredConnector::providerId);
    }

    private String reason(Integration integration) {
        return registry.whyAway(integration) + BACK;
    }

    private void tell(Integration integration) {
        if (integration.active()) {
            log.info(integration, "The connector is back");
        } else {
            log.error(integration, integration.statusReason().orElse(""));
        }
    }
}
