package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.SuspensionListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that the sandbox suspended an installation, and takes its bundle down; other nodes see the record at their next pass. The
 * sandbox lets no call in meanwhile, so that a record which cannot be written now can be written later.
 */
@Component(service = {SuspensionListener.class, SuspendedInstallations.class})
public final class SuspendedInstallations implements SuspensionListener {
    private static final Logger LOG = LoggerFactory.getLogger(SuspendedInstallations.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final InstallationRecords records;
    private final Reconciler reconciler;
    private final ScheduledExecutorService worker = DaemonThreads.timer("archipel-suspensions");

    @Activate
    public SuspendedInstallations(@Reference InstallationRecords records, @Reference Reconciler reconciler) {
        this.records = records;
        this.reconciler = reconciler;
    }

    @Deactivate
    public void stop() {
        worker.shutdownNow();
    }

    @Override
    public void suspended(Suspension suspension) {
        worker.execute(() -> record(suspension));
    }

    private void record(Suspension suspension) {
        try {
            reconciler
                    .alone(suspension.installation().installationId(), () -> records.suspended(suspension))
                    .map(Installation::id)
                    .ifPresent(reconciler::wake);
        } catch (RuntimeException e) {
            LOG.warn("The suspension of {} is not recorded yet", suspension.installation(), e);
            worker.schedule(() -> record(suspension), PAUSE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
