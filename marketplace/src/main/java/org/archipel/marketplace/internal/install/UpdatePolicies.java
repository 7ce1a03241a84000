package org.archipel.marketplace.internal.install;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.MaintenanceWindow;
import org.archipel.marketplace.internal.model.UpdatePolicy;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.UpdatePolicyStore;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How an organization wants its extensions to be updated. Thread-safe. */
@Component(service = UpdatePolicies.class)
public final class UpdatePolicies {
    private final UnitOfWork work;
    private final AuditLog audit;
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public UpdatePolicies(@Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference AuditLog audit) {
        this.work = work;
        this.audit = audit;
    }

    /** @throws NotFoundException if the extension is not installed */
    public UpdatePolicy get(Caller caller, String extensionId) {
        return work.call(transaction -> {
            require(transaction, caller, extensionId);
            return find(transaction, caller.organizationId(), extensionId);
        });
    }

    /** Replaces the policy; a version that was skipped before is tried again. */
    public UpdatePolicy put(
            Caller caller,
            String extensionId,
            boolean pinned,
            UpdatePolicy.Automatic automatic,
            Optional<MaintenanceWindow> window) {
        return work.call(transaction -> {
            require(transaction, caller, extensionId);
            var policy = new UpdatePolicy(
                    caller.organizationId(),
                    extensionId,
                    pinned,
                    automatic,
                    window,
                    Optional.empty(),
                    Optional.empty(),
                    Timestamps.stored(Instant.now()));
            UpdatePolicyStore.put(transaction, policy);
            audit.record(
                    transaction,
                    caller,
                    AuditLog.Entry.success("extension.updates.changed", "extension/" + extensionId, Json.tree(policy)));
            return policy;
        });
    }

    /** The policies of all organizations that want automatic updates. */
    public List<UpdatePolicy> automatic() {
        return work.call(UpdatePolicyStore::automaticOnNode);
    }

    /** Writes that a version is not taken by itself. */
    public void skip(UpdatePolicy policy, String version, String because) {
        work.run(transaction ->
                UpdatePolicyStore.skip(transaction, policy.organizationId(), policy.extensionId(), version, because));
    }

    private void require(Transaction transaction, Caller caller, String extensionId) {
        installations
                .find(transaction, caller.organizationId(), extensionId)
                .filter(Installation::present)
                .orElseThrow(() -> new NotFoundException("the extension " + extensionId + " is not installed"));
    }

    private static UpdatePolicy find(Transaction transaction, String organizationId, String extensionId) {
        return UpdatePolicyStore.find(transaction, organizationId, extensionId)
                .orElseGet(() -> UpdatePolicy.none(organizationId, extensionId));
    }
}
