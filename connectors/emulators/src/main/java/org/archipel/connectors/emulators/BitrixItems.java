package org.archipel.connectors.emulators;

import static org.archipel.connectors.emulators.BitrixAnswers.error;
import static org.archipel.connectors.emulators.BitrixAnswers.now;
import static org.archipel.connectors.emulators.BitrixAnswers.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Leads, deals, contacts and companies of a portal. */
final class BitrixItems {
    private static final int PAGE = 50;

    private final Map<String, TreeMap<Long, ObjectNode>> items = new HashMap<>();
    private final BitrixEvents events;
    private long nextId;
    private int creations;

    BitrixItems(BitrixEvents events) {
        this.events = events;
        BitrixEvents.types().forEach(type -> items.put(type, new TreeMap<>()));
    }

    /** What is done with an item that was found. */
    interface Found {
        ObjectNode answer(ObjectNode item);
    }

    /** How many were made since the last call of {@link #beginCount}. */
    int creations() {
        return creations;
    }

    void beginCount() {
        creations = 0;
    }

    int count(int type) {
        return items.get(String.valueOf(type)).size();
    }

    /** An item, or an empty object if there is none. */
    ObjectNode item(int type, String id) {
        ObjectNode found = items.get(String.valueOf(type)).get(Long.valueOf(id));
        return found == null ? Json.object() : found.deepCopy();
    }

    void change(int type, long id, String field, String value) {
        ObjectNode item = items.get(String.valueOf(type)).get(id);
        item.put(field, value).put("updatedTime", now());
        events.tell(String.valueOf(type), "UPDATE", id);
    }

    ObjectNode list(ObjectNode parameters) {
        TreeMap<Long, ObjectNode> table = table(parameters);
        if (table == null) {
            return error("NOT_FOUND", "Smart process not found");
        }
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode item : table.values()) {
            boolean wanted = true;
            for (Map.Entry<String, JsonNode> condition :
                    parameters.path("filter").properties()) {
                String field = condition.getKey().replaceFirst("^[><=!@%]+", "");
                if (field.equals("unknownField")) {
                    return error("INVALID_ARG_VALUE", "Invalid filter: field 'unknownField' is not allowed in filter");
                }
                wanted &= matches(
                        item.path(field).asText(),
                        condition.getKey(),
                        condition.getValue().asText());
            }
            if (wanted) {
                found.add(item);
            }
        }
        int start = parameters.path("start").asInt();
        int from = Math.min(found.size(), Math.max(0, start));
        int to = Math.min(found.size(), from + PAGE);
        ArrayNode page = Json.array();
        found.subList(from, to).forEach(page::add);
        ObjectNode body = result(Json.object().set("items", page));
        body.put("total", start < 0 ? 0 : found.size());
        if (start >= 0 && to < found.size()) {
            body.put("next", to);
        }
        return body;
    }

    private static boolean matches(String actual, String condition, String value) {
        if (condition.startsWith(">=")) {
            return !Instant.parse(actual.replace("+00:00", "Z")).isBefore(Instant.parse(value.replace("+00:00", "Z")));
        }
        if (condition.startsWith(">")) {
            return value.isEmpty() || Long.parseLong(actual) > Long.parseLong(value);
        }
        return actual.equals(value);
    }

    ObjectNode one(ObjectNode parameters, Found found) {
        TreeMap<Long, ObjectNode> table = table(parameters);
        String id = parameters.path("id").asText();
        if (table == null || !id.matches("\\d{1,18}") || !table.containsKey(Long.valueOf(id))) {
            return error("NOT_FOUND", "Element not found");
        }
        return found.answer(table.get(Long.valueOf(id)));
    }

    ObjectNode create(ObjectNode parameters) {
        if (table(parameters) == null) {
            return error("NOT_FOUND", "Smart process not found");
        }
        if (!parameters.path("fields").isObject()) {
            return error("", "Parameter 'fields' must be array.");
        }
        ObjectNode fields = (ObjectNode) parameters.get("fields");
        if (fields.path("opportunity").asText("0").matches("[A-Za-z]+")) {
            return error("CRM_FIELD_ERROR_VALUE_NOT_VALID", "Invalid value of field 'opportunity'");
        }
        ObjectNode item = add(parameters.path("entityTypeId").asText(), fields);
        return result(Json.object().set("item", item));
    }

    ObjectNode add(String type, ObjectNode fields) {
        creations++;
        long id = ++nextId;
        ObjectNode item = fields.deepCopy();
        item.put("id", id)
                .put("entityTypeId", Integer.parseInt(type))
                .put("createdTime", now())
                .put("updatedTime", now());
        items.get(type).put(id, item);
        events.tell(type, "ADD", id);
        return item;
    }

    ObjectNode update(ObjectNode parameters) {
        return one(parameters, item -> {
            if (parameters.path("fields") instanceof ObjectNode fields) {
                fields.properties().forEach(field -> {
                    boolean emptied = field.getValue().asText("?").isEmpty()
                            && item.path(field.getKey()).isContainerNode();
                    item.set(field.getKey(), emptied ? Json.array() : field.getValue());
                });
                item.put("updatedTime", now());
                events.tell(
                        parameters.path("entityTypeId").asText(),
                        "UPDATE",
                        item.path("id").asLong());
            }
            return result(Json.object().set("item", item));
        });
    }

    ObjectNode delete(ObjectNode parameters) {
        return one(parameters, item -> {
            table(parameters).remove(item.path("id").asLong());
            events.tell(
                    parameters.path("entityTypeId").asText(),
                    "DELETE",
                    item.path("id").asLong());
            return result(Json.array());
        });
    }

    ObjectNode fields(ObjectNode parameters) {
        if (table(parameters) == null) {
            return error("NOT_FOUND", "Smart process not found");
        }
        ObjectNode fields = Json.object();
        fields.putObject("id").put("type", "integer").put("isReadOnly", true).put("title", "ID");
        fields.putObject("title").put("type", "string").put("isRequired", true).put("title", "Name");
        fields.putObject("opportunity").put("type", "double").put("title", "Amount");
        fields.putObject("fm")
                .put("type", "crm_multifield")
                .put("isMultiple", true)
                .put("title", "Phones and addresses");
        fields.putObject("updatedTime")
                .put("type", "datetime")
                .put("isReadOnly", true)
                .put("title", "Modified");
        return result(Json.object().set("fields", fields));
    }

    ObjectNode duplicates(ObjectNode parameters) {
        ArrayNode ids = Json.array();
        items.get("3").values().forEach(contact -> {
            String value = contact.at("/fm/0/value").asText();
            parameters.path("values").forEach(wanted -> {
                if (wanted.asText().equals(value)) {
                    ids.add(contact.path("id").asLong());
                }
            });
        });
        return ids.isEmpty() ? result(Json.array()) : result(Json.object().set("CONTACT", ids));
    }

    private TreeMap<Long, ObjectNode> table(ObjectNode parameters) {
        return items.get(parameters.path("entityTypeId").asText());
    }
}
