package org.archipel.marketplace.internal.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.Notices;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.install.Revocations;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.messaging.JobWaitsException;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts on the installed copies of a version that was taken back, in every organization: tells of it, stops them, or brings them to
 * another version, and ends when none of them works at it. What is being changed is waited for, however long it takes; what could
 * not be changed is stopped by the next attempt.
 */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + Revocations.JOB_TYPE)
public final class RevocationHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationHandler.class);
    private static final String AWAITED = "extension.revocation.copies";

    private final InstallationRecords records;
    private final Revocations revocations;
    private final Drafts drafts;
    private final Orders orders;
    private final Notices notices;
    private final Installations installations;

    @Activate
    public RevocationHandler(
            @Reference InstallationRecords records,
            @Reference Revocations revocations,
            @Reference Drafts drafts,
            @Reference Orders orders,
            @Reference Notices notices,
            @Reference Installations installations) {
        this.records = records;
        this.revocations = revocations;
        this.drafts = drafts;
        this.orders = orders;
        this.notices = notices;
        this.installations = installations;
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var input = execution.job().input();
        var extensionId = input.get(Revocations.EXTENSION).asText();
        var version = input.get(Revocations.VERSION).asText();
        var revocation = revocations.find(extensionId, version).orElseThrow();
        var copies = records.ofVersion(extensionId, version);
        int left = 0;
        int underWay = 0;
        for (var copy : copies) {
            execution.checkCancelled();
            switch (act(revocation, copy)) {
                case DONE -> {}
                case UNDER_WAY -> underWay++;
                case LEFT -> left++;
            }
        }
        if (left > 0) {
            throw new CopiesLeftException(left);
        }
        if (underWay > 0) {
            // Not an attempt: a change may take longer than all of them.
            throw new JobWaitsException(AWAITED, () -> false, new CopiesLeftException(underWay));
        }
        return Json.object().put("copies", copies.size());
    }

    private enum Outcome {
        DONE,
        UNDER_WAY,
        LEFT
    }

    private Outcome act(Revocation revocation, Installation copy) {
        var order = installations.lastJob(copy);
        if (order.filter(job -> !job.state().finished()).isPresent() || !isOf(revocation, copy)) {
            return Outcome.UNDER_WAY;
        }
        var caller = Caller.system("revocation", copy.organizationId());
        var text = "version " + revocation.version() + " was taken back: " + revocation.reason();
        var data = Json.object()
                .put("version", revocation.version())
                .put("policy", revocation.policy().name())
                .put("reason", revocation.reason());
        notices.tell(caller, copy.id(), text, data);
        if (revocation.policy() == Revocation.Policy.WARN || copy.actualState() == ActualState.DISABLED) {
            return copy.changing() ? Outcome.UNDER_WAY : Outcome.DONE;
        }
        boolean failed = order.filter(job -> job.state() != Job.State.SUCCEEDED)
                .filter(job -> job.createdBy().equals(caller.actor()))
                .isPresent();
        try {
            orders.place(
                    caller, failed ? drafts.shutDown(caller, revocation.extensionId()) : draft(revocation, caller));
            return failed ? Outcome.LEFT : Outcome.UNDER_WAY;
        } catch (PlatformException e) {
            LOG.info("{} of {} is not changed yet: {}", copy.extensionId(), copy.organizationId(), e.getMessage());
            return Outcome.LEFT;
        }
    }

    /** Whether the copy still is as it was seen before its order was looked at, and has the version rather than being brought to it. */
    private boolean isOf(Revocation revocation, Installation copy) {
        return records.find(copy.id())
                .filter(row -> row.revision() == copy.revision())
                .flatMap(Installation::actual)
                .filter(setup -> setup.version().equals(revocation.version()))
                .isPresent();
    }

    private Draft draft(Revocation revocation, Caller caller) {
        if (revocation.policy() == Revocation.Policy.REPLACE) {
            try {
                var order = revocation.replacement().map(InstallOrder::of).orElse(InstallOrder.NEWEST);
                var draft = drafts.replace(caller, revocation.extensionId(), order);
                if (draft.plan().executable() && !draft.plan().permissions().consentNeeded()) {
                    return draft;
                }
            } catch (PlatformException e) {
                LOG.warn("{} cannot be replaced and is stopped: {}", revocation.extensionId(), e.getMessage());
            }
        }
        return drafts.shutDown(caller, revocation.extensionId());
    }
}
