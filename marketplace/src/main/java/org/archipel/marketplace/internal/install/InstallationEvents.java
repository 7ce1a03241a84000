package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the audit log and the subscribers of events what happened to an installation, in the transaction of the change. */
@Component(service = InstallationEvents.class)
public final class InstallationEvents {
    private final AuditLog audit;
    private final Outbox outbox;

    @Activate
    public InstallationEvents(@Reference AuditLog audit, @Reference Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    /** A change ended: topic {@code extension.<change>.completed} or {@code .failed}. */
    public void tell(
            Transaction transaction,
            Caller actor,
            ChangeKind kind,
            Installation installation,
            AuditLog.Outcome outcome,
            ObjectNode data) {
        var end = outcome == AuditLog.Outcome.SUCCESS ? ".completed" : ".failed";
        write(transaction, actor, name(kind) + end, installation, outcome, data);
    }

    /** A change was ordered: topic {@code extension.<change>.requested}. */
    public void ordered(
            Transaction transaction, Caller actor, ChangeKind kind, Installation installation, ObjectNode data) {
        write(transaction, actor, name(kind) + ".requested", installation, AuditLog.Outcome.SUCCESS, data);
    }

    /** Grants or configuration changed while it runs: topic {@code extension.<what>.changed}. */
    public void changed(
            Transaction transaction, Caller actor, String what, Installation installation, ObjectNode data) {
        write(transaction, actor, "extension." + what + ".changed", installation, AuditLog.Outcome.SUCCESS, data);
    }

    /** The sandbox stopped it: topic {@code extension.suspended}. */
    public void suspended(Transaction transaction, Caller actor, Installation installation, ObjectNode data) {
        write(transaction, actor, "extension.suspended", installation, AuditLog.Outcome.SUCCESS, data);
    }

    /** A new version proved itself, or did not: topic {@code extension.probation.passed} or {@code .failed}. */
    public void probation(
            Transaction transaction,
            Caller actor,
            Installation installation,
            AuditLog.Outcome outcome,
            ObjectNode data) {
        var end = outcome == AuditLog.Outcome.SUCCESS ? "passed" : "failed";
        write(transaction, actor, "extension.probation." + end, installation, outcome, data);
    }

    /** Something that the organization should know: topic {@code extension.notice}. */
    public void notice(Transaction transaction, Caller actor, Installation installation, ObjectNode data) {
        write(transaction, actor, "extension.notice", installation, AuditLog.Outcome.SUCCESS, data);
    }

    /** What was kept of an uninstalled extension is gone: topic {@code extension.purged}. */
    public void purged(Transaction transaction, Caller actor, Installation installation) {
        write(transaction, actor, "extension.purged", installation, AuditLog.Outcome.SUCCESS, Json.object());
    }

    /** Consent was refused or not given; only the audit log is told. */
    public void denied(Transaction transaction, Caller actor, ChangeKind kind, String extensionId, ObjectNode data) {
        audit.record(
                transaction,
                actor,
                new AuditLog.Entry(
                        name(kind) + ".requested",
                        "extension/" + extensionId,
                        Optional.empty(),
                        Optional.of(data),
                        AuditLog.Outcome.DENIED));
    }

    private void write(
            Transaction transaction,
            Caller actor,
            String topic,
            Installation installation,
            AuditLog.Outcome outcome,
            ObjectNode data) {
        var subject = "extension/" + installation.extensionId();
        var full =
                data.deepCopy().put("installationId", installation.id()).put("extensionId", installation.extensionId());
        audit.record(
                transaction, actor, new AuditLog.Entry(topic, subject, Optional.empty(), Optional.of(full), outcome));
        outbox.append(transaction, installation.organizationId(), topic, subject, full);
    }

    private static String name(ChangeKind kind) {
        return "extension." + kind.name().toLowerCase(Locale.ROOT);
    }
}
