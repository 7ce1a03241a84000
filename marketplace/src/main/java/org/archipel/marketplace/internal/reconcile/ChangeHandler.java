package org.archipel.marketplace.internal.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.install.ChangeOrder;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the change that an administrator ordered. Run again after a crash, it starts from what the database says: before the
 * new state was recorded the old one is brought back first, after that only what is left over is cleared away.
 */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + ChangeOrder.JOB_TYPE)
public final class ChangeHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeHandler.class);

    private final InstallationRecords records;
    private final Transitions transitions;
    private final Reconciler reconciler;
    private final OpenPlatform platform;

    @Activate
    public ChangeHandler(
            @Reference InstallationRecords records,
            @Reference Transitions transitions,
            @Reference Reconciler reconciler,
            @Reference OpenPlatform platform) {
        this.records = records;
        this.transitions = transitions;
        this.reconciler = reconciler;
        this.platform = platform;
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var order = ChangeOrder.of(execution.job().input());
        platform.await(execution::checkCancelled);
        return reconciler.alone(order.installationId(), () -> change(order, execution));
    }

    private JsonNode change(ChangeOrder order, JobExecution execution) {
        var installation = records.find(order.installationId())
                .filter(row -> row.generation() == order.generation())
                .orElseThrow(() -> new ConflictException("the order was given up; it has to be placed again"));
        bringBack(installation);
        if (installation.changing()) {
            carryOut(order.kind(), installation, execution);
        } else if (installation.lastError().isPresent()) {
            throw new ConflictException("the order was given up; it has to be placed again");
        }
        return Json.object()
                .put("installationId", installation.id())
                .put("extensionId", installation.extensionId())
                .put("version", installation.desired().version());
    }

    /** After a crash the old version has to work again, so that calls are served meanwhile; the change does not depend on it. */
    private void bringBack(Installation installation) {
        try {
            reconciler.restore(installation);
        } catch (PlatformException e) {
            LOG.warn("{} does not work as it is before the change", installation.extensionId(), e);
        }
    }

    private void carryOut(ChangeKind kind, Installation installation, JobExecution execution) {
        var transition = new Transition(kind, installation, installation.desired(), Optional.of(execution));
        try {
            transitions.run(transition);
            reconciler.settled(transition.installation());
        } catch (JobCancelledException e) {
            if (e.reason() == JobCancelledException.Reason.CANCELLED) {
                records.giveUp(kind, installation, execution, "the change was cancelled");
            }
            throw e;
        } catch (PlatformException e) {
            if (!e.retryable() || execution.attempt() >= execution.job().maxAttempts()) {
                records.giveUp(kind, installation, execution, e.getMessage());
            }
            throw e;
        }
    }
}
