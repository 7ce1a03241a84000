package org.archipel.gateway.internal.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;

/** Writes changes of custom APIs into the audit log, without secrets. */
final class CustomApiAudit {
    private final AuditLog audit;

    CustomApiAudit(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * @param before empty for an API that was made
     * @param after empty for one that was removed
     */
    void record(
            Transaction transaction,
            Caller caller,
            String action,
            Optional<CustomApi> before,
            Optional<CustomApi> after) {
        String id = after.or(() -> before).orElseThrow().id();
        audit.record(
                transaction,
                caller,
                new AuditLog.Entry(
                        action,
                        "custom-api/" + id,
                        before.map(CustomApiAudit::view),
                        after.map(CustomApiAudit::view),
                        AuditLog.Outcome.SUCCESS));
    }

    /** What is told of an API: nothing of it is secret. */
    static ObjectNode view(CustomApi api) {
        ApiDefinition definition = api.definition();
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", definition.name())
                .put("method", definition.method())
                .put("path", definition.path())
                .put("version", definition.version())
                .put("active", definition.isActive())
                .put(
                        "authentication",
                        definition.config().authentication().type().name())
                .put("revision", api.revision());
    }
}
