package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.Operation;

/** Reads what a connector says of itself from its file. */
final class DefinitionReader {
    private final ObjectNode file;

    DefinitionReader(ObjectNode file) {
        this.file = file;
    }

    ConnectorDefinition read(ObjectNode configSchema, ObjectNode credentialsSchema, String icon) {
        return new ConnectorDefinition(
                file.path("id").asText(),
                file.path("name").asText(),
                file.path("description").asText(),
                IntegrationType.valueOf(file.path("type").asText()),
                file.path("version").asText("1.0.0"),
                configSchema,
                credentialsSchema,
                capabilities(),
                operations(),
                new DataModel(entities()),
                icon);
    }

    /** What follows from the file, and what it names besides. */
    private Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(Capability.TEST);
        file.path("capabilities").forEach(name -> capabilities.add(Capability.valueOf(name.asText())));
        if (file.has("operations")) {
            capabilities.add(Capability.ACTIONS);
        }
        for (JsonNode entity : file.path("entities")) {
            capabilities.add(Capability.READ);
            if (entity.has("modifiedAt") || entity.has("modifiedSince") || entity.has("changes")) {
                capabilities.add(Capability.INCREMENTAL_READ);
            }
            if (entity.path("write").has("create") || entity.path("write").has("update")) {
                capabilities.add(Capability.WRITE);
            }
            if (entity.has("discovery")) {
                capabilities.add(Capability.SCHEMA_DISCOVERY);
            }
            if (entity.path("write").has("delete")) {
                capabilities.add(Capability.DELETE);
            }
        }
        return capabilities;
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        if (file.path("test").has("path")) {
            operations.add(WhoAmI.operation());
        }
        file.path("operations").forEach(node -> operations.add(OperationSpec.describe(node)));
        return operations;
    }

    private List<DataModel.Entity> entities() {
        List<DataModel.Entity> entities = new ArrayList<>();
        for (JsonNode entity : file.path("entities")) {
            String idField = entity.path("idField").asText();
            List<DataModel.Field> fields = new ArrayList<>();
            entity.path("fields")
                    .properties()
                    .forEach(field ->
                            fields.add(field(field.getKey(), field.getValue().asText(), idField)));
            String name = entity.path("name").asText();
            entities.add(new DataModel.Entity(name, entity.path("label").asText(name), idField, fields));
        }
        return entities;
    }

    /** A field is written as {@code type[:format] [required] [readOnly]}. */
    private static DataModel.Field field(String path, String description, String idField) {
        List<String> words = List.of(description.split(" "));
        String[] type = words.get(0).split(":", 2);
        return new DataModel.Field(
                path,
                path.substring(path.lastIndexOf('.') + 1).replace('_', ' '),
                type[0],
                type.length == 2 ? type[1] : "",
                words.contains("required"),
                words.contains("readOnly") || path.equals(idField));
    }
}
