package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.install.ChangeOrder;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what nothing needs any more: packages without a version, orders whose job was cancelled before it began, and
 * uninstalled extensions whose grace time is over.
 */
@Component(service = Housekeeping.class, immediate = true)
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration UNFINISHED_AFTER = Duration.ofMinutes(1);

    private final InstallationRecords records;
    private final PackageStore packages;
    private final JobQueue jobs;
    private final Instant started = Instant.now();
    private final ScheduledExecutorService worker;

    @Activate
    public Housekeeping(
            @Reference InstallationRecords records, @Reference PackageStore packages, @Reference JobQueue jobs) {
        this.records = records;
        this.packages = packages;
        this.jobs = jobs;
        this.worker = DaemonThreads.timer("archipel-marketplace-housekeeping");
        worker.execute(() -> safely(this::collectPackages));
        worker.scheduleWithFixedDelay(
                () -> {
                    safely(this::abandonOrders);
                    safely(records::purge);
                },
                PERIOD.toSeconds(),
                PERIOD.toSeconds(),
                TimeUnit.SECONDS);
    }

    @Deactivate
    public void stop() {
        worker.shutdownNow();
    }

    private void collectPackages() {
        int collected = packages.collectGarbage(records.packages(), started);
        if (collected > 0) {
            LOG.info("deleted {} files of packages that nothing refers to", collected);
        }
    }

    /** A job that was cancelled in the queue never told its installation. */
    void abandonOrders() {
        for (var installation : records.unfinished(Instant.now().minus(UNFINISHED_AFTER))) {
            installation
                    .jobId()
                    .flatMap(id -> jobs.find(installation.organizationId(), id))
                    .filter(job -> job.state().finished())
                    .ifPresent(job -> abandon(installation, job));
        }
    }

    private void abandon(Installation installation, Job job) {
        var order = ChangeOrder.of(job.input());
        if (order.generation() == installation.generation()) {
            records.abandon(
                    order.kind(),
                    installation,
                    "the change was " + job.state().name().toLowerCase(Locale.ROOT));
        }
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("a part of the marketplace's housekeeping failed; it is tried again later", e);
        }
    }
}
