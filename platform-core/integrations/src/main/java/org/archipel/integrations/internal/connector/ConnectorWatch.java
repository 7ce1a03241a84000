package org.archipel.integrations.internal.connector;

import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.archipel.api.error.PlatformException;
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
    static final String REASON = "Its connector is not available at the moment; it goes on when the connector is back.";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorWatch.class);
    private static final long AFTER_START_SECONDS = 15;
    private static final long AFTER_CHANGE_SECONDS = 2;

    private final ConnectorRegistry registry;
    private final IntegrationStore integrations;
    private final IntegrationLog log;
    private final JobQueue jobs;
    private final Consumer<String> listener = this::changed;
    private final ScheduledExecutorService thread = DaemonThreads.timer("archipel-connector-watch");

    @Activate
    public ConnectorWatch(
            @Reference ConnectorRegistry registry,
            @Reference IntegrationStore integrations,
            @Reference IntegrationLog log,
            @Reference JobQueue jobs) {
        this.registry = registry;
        this.integrations = integrations;
        this.log = log;
        this.jobs = jobs;
        thread.schedule(this::follow, AFTER_START_SECONDS, TimeUnit.SECONDS);
        registry.onChange(listener);
    }

    @Deactivate
    public void stop() {
        registry.removeListener(listener);
        thread.shutdownNow();
    }

    private void changed(String connectorId) {
        jobs.arrived(ConnectorWait.awaited(connectorId));
        try {
            thread.schedule(this::follow, AFTER_CHANGE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("A connector changed while the platform stops", e);
        }
    }

    /** Brings the integrations in line with the connectors that are there. */
    void follow() {
        try {
            integrations
                    .follow(
                            integration -> registry.find(integration).isPresent(),
                            REASON,
                            Clock.systemUTC().instant())
                    .forEach(this::tell);
        } catch (PlatformException e) {
            LOG.warn("Integrations could not be brought in line with the connectors", e);
        }
    }

    private void tell(Integration integration) {
        if (integration.active()) {
            log.info(integration, "The connector is back");
        } else {
            log.error(integration, REASON);
        }
    }
}
