package org.archipel.marketplace.internal.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells the publisher's organization, and the audit log, what happens to a submission: topics {@code extension.submission.*}, in the
 * transaction of the change.
 */
@Component(service = SubmissionEvents.class)
public final class SubmissionEvents {
    private final AuditLog audit;
    private final Outbox outbox;

    @Activate
    public SubmissionEvents(@Reference AuditLog audit, @Reference Outbox outbox) {
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Someone did something. */
    void tell(Transaction transaction, Caller caller, String what, ExtensionVersion version) {
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success("extension.submission." + what, subject(version), data(version)));
        publish(transaction, what, version);
    }

    /** It came to a state by itself. */
    void publish(Transaction transaction, String what, ExtensionVersion version) {
        outbox.append(
                transaction, version.organizationId(), "extension.submission." + what, subject(version), data(version));
    }

    private static String subject(ExtensionVersion version) {
        return "extension/" + version.extensionId();
    }

    private static ObjectNode data(ExtensionVersion version) {
        ObjectNode data = Json.object()
                .put("submissionId", version.id())
                .put("extensionId", version.extensionId())
                .put("version", version.version())
                .put("packageHash", version.packageHash())
                .put("status", version.status().name());
        version.reason().ifPresent(reason -> data.put("reason", reason));
        return data;
    }
}
