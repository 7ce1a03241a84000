package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shapes in which one collection of places is served, each under a path of its own. */
enum PageStyle {
    /** {@code ?page=1&per_page=} → {@code {"data": [], "meta": {"page", "total"}}}. */
    PAGE("per_page") {
        @Override
        int start(Exchange exchange, int size) {
            return (Math.max(exchange.number("page").orElse(1), 1) - 1) * size;
        }

        @Override
        Reply reply(JsonNode records, Window window, Exchange exchange) {
            ObjectNode body = Json.object();
            body.set("data", records);
            body.putObject("meta")
                    .put("page", exchange.number("page").orElse(1))
                    .put("total", window.total());
            return Reply.json(200, body);
        }
    },
    /** {@code ?offset=0&limit=} → {@code {"items": [], "total"}}. */
    OFFSET("limit") {
        @Override
        int start(Exchange exchange, int size) {
            return exchange.number("offset").orElse(0);
        }

        @Override
        Reply reply(JsonNode records, Window window, Exchange exchange) {
            ObjectNode body = Json.object().put("total", window.total());
            body.set("items", records);
            return Reply.json(200, body);
        }
    },
    /** {@code ?cursor=&limit=} → {@code {"results": [], "next_cursor"}}; {@code null} at the end. */
    CURSOR("limit") {
        @Override
        int start(Exchange exchange, int size) {
            String cursor = exchange.query().getOrDefault("cursor", "");
            return cursor.isEmpty() ? 0 : Integer.parseInt(decode(cursor).split("/")[0]);
        }

        @Override
        Reply reply(JsonNode records, Window window, Exchange exchange) {
            ObjectNode body = Json.object();
            body.set("results", records);
            if (window.stuck()) {
                body.put("next_cursor", exchange.query().getOrDefault("cursor", encode("0")));
            } else if (window.more()) {
                // What follows the slash makes every cursor a new one, so that a loop does not show in it.
                body.put("next_cursor", encode(window.end() + "/" + System.nanoTime()));
            } else {
                body.putNull("next_cursor");
            }
            return Reply.json(200, body);
        }
    },
    /** {@code ?from=0&count=} → an array, with {@code Link: <…>; rel="next"} (RFC 8288) and {@code X-Total-Count}. */
    LINK("count") {
        @Override
        int start(Exchange exchange, int size) {
            return exchange.number("from").orElse(0);
        }

        @Override
        Reply reply(JsonNode records, Window window, Exchange exchange) {
            Reply reply = Reply.json(200, records).header("X-Total-Count", String.valueOf(window.total()));
            if (!window.more() && !window.stuck()) {
                return reply;
            }
            Map<String, String> parameters = new LinkedHashMap<>(exchange.query());
            if (!window.stuck()) {
                parameters.put("from", String.valueOf(window.end()));
            }
            String host = window.foreign() ? "http://places.invalid" : "";
            String first = "<" + exchange.path() + ">; rel=\"first\", ";
            return reply.header(
                    "Link", first + "<" + host + exchange.path() + "?" + Urls.query(parameters) + ">; rel=\"next\"");
        }
    },
    /** All at once → an array. */
    ALL("") {
        @Override
        int start(Exchange exchange, int size) {
            return 0;
        }

        @Override
        Reply reply(JsonNode records, Window window, Exchange exchange) {
            return Reply.json(200, records);
        }
    };

    /** The part of the collection in a page, and how its next page is to look. */
    record Window(int end, int total, boolean endless, boolean stuck, boolean foreign) {
        boolean more() {
            return endless || end < total;
        }
    }

    static final int LARGEST_PAGE = 1000;
    private static final int DEFAULT_PAGE = 100;

    private final String sizeParameter;

    PageStyle(String sizeParameter) {
        this.sizeParameter = sizeParameter;
    }

    /** Index of the page's first record. */
    abstract int start(Exchange exchange, int size);

    abstract Reply reply(JsonNode records, Window window, Exchange exchange);

    int size(Exchange exchange) {
        if (this == ALL) {
            return Integer.MAX_VALUE;
        }
        return Math.min(Math.max(exchange.number(sizeParameter).orElse(DEFAULT_PAGE), 1), LARGEST_PAGE);
    }

    private static String encode(String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }
}
