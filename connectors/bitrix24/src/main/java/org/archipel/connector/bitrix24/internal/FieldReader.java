package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.archipel.api.connector.DataModel;

/** Asks a portal for the fields of its items, those of its own among them. */
final class FieldReader {
    private final Batch batch;

    FieldReader(Batch batch) {
        this.batch = batch;
    }

    DataModel read() {
        List<ItemType> types = List.of(ItemType.values());
        List<Batch.Outcome> outcomes = batch.read(types.stream()
                .map(type -> Batch.command(
                        "crm.item.fields", JsonNodeFactory.instance.objectNode().put("entityTypeId", type.number())))
                .toList());
        List<DataModel.Entity> entities = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            String name = types.get(i).entity();
            List<DataModel.Field> fields = new ArrayList<>();
            outcomes.get(i)
                    .orThrow("crm.item.fields")
                    .path("fields")
                    .properties()
                    .forEach(field -> fields.add(field(field.getKey(), field.getValue())));
            entities.add(new DataModel.Entity(
                    name, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), "id", fields));
        }
        return new DataModel(entities);
    }

    private static DataModel.Field field(String name, JsonNode described) {
        boolean several = described.path("isMultiple").asBoolean();
        String kind = described.path("type").asText();
        String type = several
                ? "array"
                : switch (kind) {
                    case "integer", "user", "crm_company", "crm_contact", "crm_lead", "crm_category" -> "integer";
                    case "double" -> "number";
                    case "crm_multifield" -> "array";
                    default -> "string";
                };
        String format = kind.equals("datetime") ? "date-time" : kind.equals("date") ? "date" : "";
        return new DataModel.Field(
                name,
                described.path("title").asText(name),
                type,
                several ? "" : format,
                described.path("isRequired").asBoolean(),
                described.path("isReadOnly").asBoolean());
    }
}
