package org.archipel.connector.odoo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;

/** Odoo's own ways of values: an empty field is {@code false} whatever its type, and a reference is read as {@code [id, name]}. */
final class OdooValues {
    /** The fields of an entity that are never a truth value; what the database has besides is not known. */
    private final Map<String, Set<String>> plain = new HashMap<>();

    OdooValues(DataModel model) {
        for (DataModel.Entity entity : model.entities()) {
            plain.put(
                    entity.name(),
                    entity.fields().stream()
                            .filter(field -> !field.type().equals("boolean"))
                            .map(DataModel.Field::path)
                            .collect(Collectors.toSet()));
        }
    }

    /** The record with its empty fields empty. */
    SourceRecord read(String entity, SourceRecord record) {
        ObjectNode data = record.data().deepCopy();
        for (String name : plain.getOrDefault(entity, Set.of())) {
            JsonNode value = data.path(name);
            if (value.isBoolean() && !value.booleanValue()) {
                data.putNull(name);
            }
        }
        return new SourceRecord(record.externalId(), data, record.modifiedAt(), record.deleted(), record.version());
    }

    /** The change with references as Odoo takes them: by their ids. */
    static WriteRecord written(WriteRecord change) {
        ObjectNode data = change.data().deepCopy();
        change.data().properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean reference = value.isArray()
                    && value.size() == 2
                    && value.get(0).isIntegralNumber()
                    && value.get(1).isTextual();
            if (reference) {
                data.set(field.getKey(), value.get(0));
            }
        });
        return new WriteRecord(
                change.externalId(), data, change.delete(), change.idempotencyKey(), change.expectedVersion());
    }
}
