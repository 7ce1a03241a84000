package org.archipel.marketplace.internal.reconcile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.install.InstallationEvents;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.UpdatePolicyStore;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the watch over new versions reads from the database and writes there. Thread-safe. */
@Component(service = ProbationRecords.class)
public final class ProbationRecords {
    private final UnitOfWork work;
    private final InstallationEvents events;
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public ProbationRecords(
            @Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference InstallationEvents events) {
        this.work = work;
        this.events = events;
    }

    /** Installations whose new version is watched. */
    List<Installation> watched() {
        return work.call(installations::onProbationOnNode);
    }

    /** Writes that a new version proved itself and is not watched any more. */
    void passed(Installation installation, String version) {
        work.run(transaction -> {
            var row = installations.findOnNode(transaction, installation.id()).orElse(null);
            if (row != null && row.generation() == installation.generation()) {
                installations.update(transaction, row.proved(now()));
                tell(transaction, row, version, Optional.empty());
            }
        });
    }

    /** Writes that a new version is left for this reason, and is not taken automatically again. */
    void failed(Transaction transaction, Installation row, String version, String reason) {
        installations.update(
                transaction, row.proved(now()).noted("version " + version + " was left: " + reason, now()));
        UpdatePolicyStore.skip(transaction, row.organizationId(), row.extensionId(), version, reason);
        tell(transaction, row, version, Optional.of(reason));
    }

    /** Writes that a new version fails and there is none to go back to; it is watched no longer. */
    void leaveAsItIs(Installation installation, String version, String reason) {
        work.run(transaction -> {
            var row = installations.findOnNode(transaction, installation.id()).orElse(null);
            if (row != null && row.generation() == installation.generation()) {
                var text = "version " + version + " fails, and there is no earlier version to go back to: " + reason;
                installations.update(transaction, row.proved(now()).noted(text, now()));
                tell(transaction, row, version, Optional.of(reason));
            }
        });
    }

    private void tell(Transaction transaction, Installation row, String version, Optional<String> failure) {
        var data = Json.object().put("version", version);
        failure.ifPresent(reason -> data.put("error", reason));
        events.probation(
                transaction,
                Caller.system("reconciler", row.organizationId()),
                row,
                failure.isEmpty() ? AuditLog.Outcome.SUCCESS : AuditLog.Outcome.FAILURE,
                data);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
