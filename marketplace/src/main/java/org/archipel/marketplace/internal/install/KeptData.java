package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.UpdatePolicyStore;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionData;
import org.archipel.sandbox.ExtensionExport;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an extension keeps for an organization: exported at any time, removed after it was uninstalled. Thread-safe. */
@Component(service = KeptData.class)
public final class KeptData {
    // What breaks off must not look like a whole document.
    private static final JsonFactory JSON = new ObjectMapper()
            .getFactory()
            .copy()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);

    private final UnitOfWork work;
    private final ExtensionExport export;
    private final ExtensionData data;
    private final InstallationEvents events;
    private final AuditLog audit;
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public KeptData(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference ExtensionExport export,
            @Reference ExtensionData data,
            @Reference InstallationEvents events,
            @Reference AuditLog audit) {
        this.work = work;
        this.export = export;
        this.data = data;
        this.events = events;
        this.audit = audit;
    }

    /**
     * The installation whose data can be exported: one that is there, or is kept for the grace time.
     *
     * @throws NotFoundException if the organization has nothing of the extension
     */
    public Installation owner(Caller caller, String extensionId) {
        return work.call(transaction -> {
            var row = find(transaction, caller, extensionId);
            audit.record(
                    transaction,
                    caller,
                    AuditLog.Entry.success(
                            "extension.data.exported",
                            "extension/" + extensionId,
                            Json.object().put("installationId", row.id())));
            return row;
        });
    }

    /** Writes one JSON document with all values and documents. */
    public void write(Installation owner, OutputStream out) {
        work.run(transaction -> {
            try (var json = JSON.createGenerator(out)) {
                json.writeStartObject();
                json.writeStringField("extensionId", owner.extensionId());
                json.writeStringField(
                        "version", owner.actual().map(Setup::version).orElse(""));
                json.writeStringField("exportedAt", Instant.now().toString());
                json.writeArrayFieldStart("entries");
                export.export(transaction, owner.organizationId(), owner.id(), new Writer(json));
                json.writeEndArray();
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * Removes what is kept of an uninstalled extension before its grace time is over.
     *
     * @throws ConflictException if the extension is installed
     */
    public void remove(Caller caller, String extensionId) {
        work.run(transaction -> {
            var row = find(transaction, caller, extensionId);
            if (row.actualState() != ActualState.UNINSTALLED || row.desiredState() != DesiredState.UNINSTALLED) {
                throw new ConflictException("the extension is installed; uninstall it first");
            }
            data.erase(transaction, row.organizationId(), row.id());
            UpdatePolicyStore.delete(transaction, row.organizationId(), row.extensionId());
            installations.delete(transaction, row);
            events.purged(transaction, caller, row);
        });
    }

    private Installation find(Transaction transaction, Caller caller, String extensionId) {
        return installations
                .find(transaction, caller.organizationId(), extensionId)
                .orElseThrow(() -> new NotFoundException("nothing is kept of the extension " + extensionId));
    }

    private record Writer(JsonGenerator json) implements ExtensionExport.Taker {
        @Override
        public void value(String key, String content) {
            write(Json.object().put("kind", "value").put("key", key), content);
        }

        @Override
        public void document(String collection, String id, long version, String content, Instant updatedAt) {
            write(
                    Json.object()
                            .put("kind", "document")
                            .put("collection", collection)
                            .put("id", id)
                            .put("version", version)
                            .put("updatedAt", updatedAt.toString()),
                    content);
        }

        // What is kept goes from text to text: nobody has it as nodes.
        private void write(ObjectNode entry, String content) {
            try (JsonParser parser = JSON.createParser(content)) {
                json.writeStartObject();
                for (Map.Entry<String, JsonNode> field : entry.properties()) {
                    json.writeFieldName(field.getKey());
                    json.writeTree(field.getValue());
                }
                json.writeFieldName("content");
                parser.nextToken();
                json.copyCurrentStructure(parser);
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
