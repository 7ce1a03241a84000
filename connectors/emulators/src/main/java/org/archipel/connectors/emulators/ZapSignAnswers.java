package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The forms of ZapSign's answers. */
final class ZapSignAnswers {
    static final int PAGE = 25;

    private ZapSignAnswers() {}

    static Reply missing() {
        return Reply.json(404, detail("Não encontrado."));
    }

    static ObjectNode detail(String text) {
        return Json.object().put("detail", text);
    }

    static ObjectNode message(String text) {
        return Json.object().put("message", text);
    }

    static ObjectNode coded(String code, String text) {
        return Json.object().put("code", code).put("message", text);
    }

    static ObjectNode required(String field) {
        ObjectNode body = Json.object();
        body.putArray(field).add("This field is required.");
        return body;
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    static String now() {
        return Instant.now().toString();
    }

    static Reply page(Exchange exchange, List<ObjectNode> all, int size) {
        int page = exchange.number("page").orElse(1);
        int from = (page - 1) * size;
        if (page < 1 || from >= all.size() && page > 1) {
            return Reply.json(404, detail("Invalid page."));
        }
        ObjectNode body = Json.object().put("count", all.size());
        boolean more = from + size < all.size();
        String next = "http://api.zapsign.com.br" + exchange.path() + "?page=" + (page + 1);
        body.put("next", more ? next : null);
        body.put("previous", (String) null);
        ArrayNode results = body.putArray("results");
        all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()))
                .forEach(results::add);
        return Reply.json(200, body);
    }
}
