package org.archipel.integrations.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Transaction;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes what happened to integrations to the audit log. Of credentials it says only that they were set. */
@Component(service = IntegrationAudit.class)
public class IntegrationAudit {
    private final AuditLog audit;

    @Activate
    public IntegrationAudit(@Reference AuditLog audit) {
        this.audit = audit;
    }

    void created(Transaction transaction, Caller caller, Integration integration, JsonNode credentials) {
        record(
                transaction,
                caller,
                "integration.create",
                integration,
                Optional.empty(),
                Optional.of(view(integration, credentials)));
    }

    void changed(Transaction transaction, Caller caller, Integration before, Integration after, JsonNode credentials) {
        record(
                transaction,
                caller,
                "integration.update",
                after,
                Optional.of(view(before, null)),
                Optional.of(view(after, credentials)));
    }

    void moved(Transaction transaction, Caller caller, String action, Integration before, Integration after) {
        record(
                transaction,
                caller,
                action,
                after,
                Optional.of(Json.object().put("status", before.status().name())),
                Optional.of(Json.object().put("status", after.status().name())));
    }

    void deleted(Transaction transaction, Caller caller, Integration integration) {
        record(
                transaction,
                caller,
                "integration.delete",
                integration,
                Optional.of(view(integration, null)),
                Optional.empty());
    }

    private void record(
            Transaction transaction,
            Caller caller,
            String action,
            Integration integration,
            Optional<JsonNode> before,
            Optional<JsonNode> after) {
        audit.record(
                transaction,
                caller,
                new AuditLog.Entry(action, "integration/" + integration.id(), before, after, AuditLog.Outcome.SUCCESS));
    }

    private static ObjectNode view(Integration integration, JsonNode credentials) {
        ObjectNode view = Json.object();
        view.put("name", integration.name());
        view.put("type", integration.type().name());
        view.put("status", integration.status().name());
        integration.connectorId().ifPresent(id -> view.put("connectorId", id));
        integration.connectorProvider().ifPresent(provider -> view.put("connectorProvider", provider));
        view.set("config", Json.toTree(integration.config()));
        view.set("syncSettings", Json.toTree(integration.syncSettings()));
        view.set("fieldMappings", Json.tree(Json.write(integration.fieldMappings())));
        if (credentials != null) {
            view.put("credentialsSet", true);
        }
        return view;
    }
}
