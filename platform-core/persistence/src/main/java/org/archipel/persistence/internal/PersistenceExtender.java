package org.archipel.persistence.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.archipel.persistence.DatabaseHealth;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the configured database and serves every bundle that declares a persistence unit. All of it happens on one thread of its
 * own: the framework's start does not wait for a database, and units migrate one after the other.
 */
@Component(service = {})
public final class PersistenceExtender {
    private static final Logger LOG = LoggerFactory.getLogger(PersistenceExtender.class);
    private static final long RETRY_S = 2;
    private static final long STOP_S = 30;

    private final BundleContext context;
    private final Database database;
    private final HealthMonitor health;
    private final ServiceRegistration<DatabaseHealth> healthService;
    private final ScheduledExecutorService thread;
    private volatile BundleTracker<UnitRegistrations> tracker;

    @Activate
    public PersistenceExtender(BundleContext context) {
        this.context = context;
        var config = DatabaseConfig.from(context::getProperty);
        LOG.info("Database: {}", config);
        database = Database.open(config);
        health = new HealthMonitor(database);
        thread = newThread();
        healthService = context.registerService(DatabaseHealth.class, health, null);
        thread.execute(this::connect);
    }

    /** After its shutdown it finishes the unit at hand, never interrupted, and drops the rest. */
    private static ScheduledExecutorService newThread() {
        var executor = new ScheduledThreadPoolExecutor(
                1, work -> new Thread(work, "archipel-persistence"), new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    private void connect() {
        try {
            database.ping();
        } catch (SQLException e) {
            LOG.warn("The database does not answer, next try in {} s: {}", RETRY_S, SqlStates.reason(e));
            thread.schedule(this::connect, RETRY_S, TimeUnit.SECONDS);
            return;
        }
        health.start();
        var opened = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, new UnitTracker(database, thread));
        tracker = opened;
        opened.open();
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(STOP_S, TimeUnit.SECONDS)) {
            LOG.warn("A migration is still running after {} s; the database is closed under it", STOP_S);
        }
        Optional.ofNullable(tracker).ifPresent(BundleTracker::close);
        healthService.unregister();
        health.close();
        database.close();
    }
}
