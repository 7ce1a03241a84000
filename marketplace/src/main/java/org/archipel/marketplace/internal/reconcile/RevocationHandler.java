package org.archipel.marketplace.internal.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Drafts;
import org.archipel.marketplace.internal.install.Notices;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.install.Revocations;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Revocation;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.messaging.JobExecution;
import org.archipel.messaging.JobHandler;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts on the installed copies of a version that was taken back, in every organization: tells of it, stops them, or brings them to
 * another version. Copies that are being changed are looked at again by the next attempt.
 */
@Component(service = JobHandler.class, property = JobHandler.TYPE + "=" + Revocations.JOB_TYPE)
public final class RevocationHandler implements JobHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationHandler.class);

    private final InstallationRecords records;
    private final Revocations revocations;
    private final Drafts drafts;
    private final Orders orders;
    private final Notices notices;

    @Activate
    public RevocationHandler(
            @Reference InstallationRecords records,
            @Reference Revocations revocations,
            @Reference Drafts drafts,
            @Reference Orders orders,
            @Reference Notices notices) {
        this.records = records;
        this.revocations = revocations;
        this.drafts = drafts;
        this.orders = orders;
        this.notices = notices;
    }

    @Override
    public JsonNode run(JobExecution execution) {
        var input = execution.job().input();
        var extensionId = input.get(Revocations.EXTENSION).asText();
        var version = input.get(Revocations.VERSION).asText();
        var revocation = revocations.find(extensionId, version).orElseThrow();
        var copies = records.ofVersion(extensionId, version);
        var left = new ArrayList<String>();
        for (var copy : copies) {
            execution.checkCancelled();
            if (!act(revocation, copy)) {
                left.add(copy.id());
            }
        }
        if (!left.isEmpty()) {
            throw new CopiesLeftException(left.size());
        }
        return Json.object().put("copies", copies.size());
    }

    /** Whether nothing is left to do. */
    private boolean act(Revocation revocation, Installation copy) {
        var caller = Caller.system("revocation", copy.organizationId());
        var text = "version " + revocation.version() + " was taken back: " + revocation.reason();
        var data = Json.object()
                .put("version", revocation.version())
                .put("policy", revocation.policy().name())
                .put("reason", revocation.reason());
        notices.tell(caller, copy.id(), text, data);
        if (revocation.policy() == Revocation.Policy.WARN || copy.actualState() == ActualState.DISABLED) {
            return !copy.changing();
        }
        try {
            orders.place(caller, draft(revocation, caller));
            return true;
        } catch (PlatformException e) {
            LOG.info("{} of {} is not changed yet: {}", copy.extensionId(), copy.organizationId(), e.getMessage());
            return false;
        }
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
