package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The forms of a portal's answers. */
final class BitrixAnswers {
    private BitrixAnswers() {}

    static ObjectNode result(JsonNode result) {
        ObjectNode body = Json.object();
        body.set("result", result);
        return body;
    }

    static ObjectNode error(String code, String text) {
        return Json.object().put("error", code).put("error_description", text);
    }

    static Reply failure(int status, String code, String text) {
        return Reply.json(status, error(code, text));
    }

    /** A body with {@code result}, or with {@code error} and the status to answer. */
    static Reply reply(ObjectNode body) {
        if (!body.has("error")) {
            body.set("time", time());
            return Reply.json(200, body);
        }
        int status = body.path("status").asInt(400);
        return Reply.json(status, body.without("status"));
    }

    static ObjectNode time() {
        double now = Instant.now().toEpochMilli() / 1000.0;
        return Json.object()
                .put("start", now)
                .put("finish", now)
                .put("duration", 0.01)
                .put("processing", 0.001)
                .put("date_start", now())
                .put("date_finish", now())
                .put("operating_reset_at", (long) now + 600)
                .put("operating", 0);
    }

    /** PHP writes an empty map as an empty list. */
    static JsonNode orArray(ObjectNode map) {
        return map.isEmpty() ? Json.array() : map;
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "+00:00");
    }
}
