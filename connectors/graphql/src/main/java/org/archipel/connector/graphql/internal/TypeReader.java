package org.archipel.connector.graphql.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.connector.DataModel;

/** Reads the fields of types from an introspection (GraphQL, section 4). */
final class TypeReader {
    /** Types with their fields, three wrappers deep. */
    static final String QUERY =
            "{__schema{queryType{name} mutationType{name} types{kind name description fields{name description type{"
                    + "kind name ofType{kind name ofType{kind name ofType{kind name}}}}}}}}";

    private final JsonNode schema;

    TypeReader(JsonNode schema) {
        this.schema = schema;
    }

    DataModel read(JsonNode entities) {
        List<DataModel.Entity> found = new ArrayList<>();
        for (JsonNode entity : entities) {
            String name = entity.path("name").asText();
            String id = entity.path("idField").asText();
            found.add(new DataModel.Entity(
                    name,
                    entity.path("label").asText(name),
                    id,
                    fields(type(entity.path("type").asText()), id)));
        }
        return new DataModel(found);
    }

    private JsonNode type(String name) {
        for (JsonNode type : schema.path("types")) {
            if (type.path("name").asText().equals(name)) {
                return type;
            }
        }
        return MissingNode.getInstance();
    }

    private static List<DataModel.Field> fields(JsonNode type, String id) {
        List<DataModel.Field> fields = new ArrayList<>();
        for (JsonNode field : type.path("fields")) {
            String name = field.path("name").asText();
            JsonNode kind = field.path("type");
            boolean required = kind.path("kind").asText().equals("NON_NULL");
            fields.add(new DataModel.Field(
                    name,
                    name,
                    jsonType(required ? kind.path("ofType") : kind),
                    format(required ? kind.path("ofType") : kind),
                    required,
                    name.equals(id)));
        }
        return fields;
    }

    private static String jsonType(JsonNode type) {
        return switch (type.path("kind").asText()) {
            case "LIST" -> "array";
            case "OBJECT", "INTERFACE", "UNION" -> "object";
            case "SCALAR" ->
                switch (type.path("name").asText()) {
                    case "Int" -> "integer";
                    case "Float" -> "number";
                    case "Boolean" -> "boolean";
                    default -> "string";
                };
            default -> "string";
        };
    }

    private static String format(JsonNode type) {
        return switch (type.path("name").asText()) {
            case "DateTime" -> "date-time";
            case "Date" -> "date";
            default -> "";
        };
    }
}
