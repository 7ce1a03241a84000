package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The forms of RD Station's answers. */
final class RdStationAnswers {
    private static final int LARGEST_PAGE = 125;

    private RdStationAnswers() {}

    static Reply page(Exchange exchange, String member, List<ObjectNode> all) {
        int page = exchange.number("page").orElse(1);
        int size = Math.min(LARGEST_PAGE, exchange.number("page_size").orElse(25));
        int from = Math.min(all.size(), (page - 1) * size);
        ArrayNode items = Json.array();
        all.subList(from, Math.min(all.size(), from + size)).forEach(items::add);
        ObjectNode body = Json.object();
        body.set(member, items);
        return Reply.json(200, body)
                .header("pagination-total-rows", String.valueOf(all.size()))
                .header("pagination-page", String.valueOf(page))
                .header("pagination-page-size", String.valueOf(size));
    }

    static Reply changed(Map<String, ObjectNode> table, String uuid, ObjectNode changes) {
        ObjectNode found = table.get(uuid);
        return found == null ? missing() : Reply.json(200, found.setAll(changes));
    }

    static Reply removed(Map<String, ObjectNode> table, String uuid) {
        return table.remove(uuid) == null ? missing() : Reply.empty(204);
    }

    static ObjectNode list(String member, Map<String, ObjectNode> table) {
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray(member);
        table.values().forEach(items::add);
        return body;
    }

    static Reply missing() {
        return failure(404, "RESOURCE_NOT_FOUND", "The resource couldn't be found.");
    }

    static Reply failure(int status, String type, String message) {
        ObjectNode body = Json.object();
        body.putObject("errors").put("error_type", type).put("error_message", message);
        return Reply.json(status, body);
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    static String now() {
        return Instant.now().toString();
    }
}
