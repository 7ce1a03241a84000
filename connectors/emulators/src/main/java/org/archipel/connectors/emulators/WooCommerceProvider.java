package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A shop of WooCommerce, REST version 3: orders, products, customers, coupons and webhooks. */
public final class WooCommerceProvider extends EmulatedProvider {
    /** The consumer key that it knows. */
    public static final String KEY = "ck_1234567890abcdef";

    /** The consumer secret. */
    public static final String SECRET = "cs_abcdef1234567890";

    private static final String API = "/wp-json/wc/v3";

    private final Map<String, Rows> kinds = new HashMap<>();
    private final Router router = new Router();
    private int next = 100;

    /** @param count orders that it begins with */
    public WooCommerceProvider(int count) {
        for (String kind : List.of("orders", "products", "customers", "coupons", "webhooks")) {
            kinds.put(kind, new Rows("id"));
        }
        for (int i = 0; i < count; i++) {
            put("orders", Json.object().put("status", "processing").put("total", "10.00"));
        }
        router.on("GET", API + "/{kind}", (exchange, values) -> list(exchange, values.get(0)))
                .on("POST", API + "/{kind}", (exchange, values) -> create(values.get(0), exchange.json()))
                .on("POST", API + "/{kind}/batch", (exchange, values) -> batch(values.get(0), exchange.json()))
                .on(
                        "GET",
                        API + "/{kind}/{id}",
                        (exchange, values) -> rows(values.get(0))
                                .get(values.get(1))
                                .map(row -> Reply.json(200, row))
                                .orElseGet(WooCommerceProvider::missing))
                .on(
                        "PUT",
                        API + "/{kind}/{id}",
                        (exchange, values) -> update(values.get(0), values.get(1), exchange.json()))
                .on("DELETE", API + "/{kind}/{id}", (exchange, values) -> delete(values.get(0), values.get(1)))
                .on("GET", API + "/{kind}/{id}/{part}", (exchange, values) -> Reply.json(200, Json.array()))
                .on(
                        "POST",
                        API + "/{kind}/{id}/{part}",
                        (exchange, values) -> Reply.json(201, exchange.json().put("id", ++next)));
    }

    private Rows rows(String kind) {
        return kinds.getOrDefault(kind, new Rows("id"));
    }

    private ObjectNode put(String kind, ObjectNode data) {
        ObjectNode row =
                data.deepCopy().put("id", ++next).put("date_created_gmt", now()).put("date_modified_gmt", now());
        return rows(kind).create(row);
    }

    @Override
    public synchronized List<String> subscribedAddresses() {
        return rows("webhooks").all().stream()
                .filter(hook -> hook.path("status").asText().equals("active"))
                .map(hook -> hook.path("delivery_url").asText())
                .toList();
    }

    @Override
    public synchronized void loseSubscriptions() {
        rows("webhooks")
                .all()
                .forEach(hook -> rows("webhooks").remove(hook.path("id").asText()));
    }

    /** Switches the webhooks off, as after five deliveries in a row that failed. */
    public synchronized void disableWebhooks() {
        rows("webhooks").all().forEach(hook -> hook.put("status", "disabled"));
    }

    /** How many orders there are. */
    public synchronized int orders() {
        return rows("orders").size();
    }

    @Override
    Reply answer(Exchange exchange) {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((KEY + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (exchange.header("Authorization").filter(basic::equals).isEmpty()) {
            return expired();
        }
        return router.answer(exchange)
                .orElseGet(
                        () -> failure(404, "rest_no_route", "No route was found matching the URL and request method."));
    }

    private Reply list(Exchange exchange, String kind) {
        String since = exchange.query().getOrDefault("modified_after", "");
        int size = Math.min(100, exchange.number("per_page").orElse(10));
        int page = exchange.number("page").orElse(1);
        Rows.Slice slice = rows(kind)
                .slice(row -> row.path("date_modified_gmt").asText().compareTo(since) >= 0, (page - 1) * size, size);
        return Reply.json(200, slice.array())
                .header("X-WP-Total", String.valueOf(slice.total()))
                .header("X-WP-TotalPages", String.valueOf((slice.total() + size - 1) / size));
    }

    private Reply create(String kind, ObjectNode data) {
        if (kind.equals("customers") && !data.has("email")) {
            return failure(400, "rest_missing_callback_param", "Missing parameter(s): email");
        }
        ObjectNode row = put(kind, data);
        tell(kind, "created", row);
        return Reply.json(201, row);
    }

    private Reply update(String kind, String id, ObjectNode data) {
        return rows(kind)
                .get(id)
                .map(row -> {
                    row.setAll(data);
                    row.put("date_modified_gmt", now());
                    tell(kind, "updated", row);
                    return Reply.json(200, row);
                })
                .orElseGet(WooCommerceProvider::missing);
    }

    private Reply delete(String kind, String id) {
        return rows(kind)
                .get(id)
                .map(row -> {
                    rows(kind).remove(id);
                    return Reply.json(200, row);
                })
                .orElseGet(WooCommerceProvider::missing);
    }

    private Reply batch(String kind, ObjectNode request) {
        ObjectNode body = Json.object();
        for (String what : List.of("create", "update", "delete")) {
            ArrayNode results = body.putArray(what);
            for (JsonNode item : request.path(what)) {
                String id = item.isObject() ? item.path("id").asText() : item.asText();
                Reply reply = switch (what) {
                    case "create" -> create(kind, (ObjectNode) item);
                    case "update" -> update(kind, id, (ObjectNode) item);
                    default -> delete(kind, id);
                };
                ObjectNode told = Json.parse(new String(reply.body(), StandardCharsets.UTF_8))
                        .orElseThrow();
                if (reply.status() < 300) {
                    results.add(told);
                } else {
                    results.addObject().put("id", 0).set("error", told);
                }
            }
        }
        return Reply.json(200, body);
    }

    private void tell(String kind, String event, ObjectNode row) {
        String resource = kind.replaceFirst("s$", "");
        for (ObjectNode hook : rows("webhooks").all()) {
            if (hook.path("topic").asText().equals(resource + "." + event)
                    && hook.path("status").asText("active").equals("active")) {
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("X-WC-Webhook-Topic", resource + "." + event);
                headers.put("X-WC-Webhook-Resource", resource);
                headers.put("X-WC-Webhook-Delivery-ID", UUID.randomUUID().toString());
                headers.put(
                        "X-WC-Webhook-Signature",
                        Proofs.base64(hook.path("secret").asText(), row.toString()));
                webhooks()
                        .add(headers, Json.bytes(row), hook.path("delivery_url").asText());
            }
        }
    }

    @Override
    Reply expired() {
        return failure(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.");
    }

    @Override
    Reply broken(int status) {
        return failure(status, "internal_server_error", "There has been a critical error.");
    }

    @Override
    ObjectNode error() {
        return Json.object().put("code", "rest_error").put("message", "Something went wrong.");
    }

    private static Reply missing() {
        return failure(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.");
    }

    private static Reply failure(int status, String code, String message) {
        ObjectNode body = Json.object().put("code", code).put("message", message);
        body.putObject("data").put("status", status);
        return Reply.json(status, body);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }
}
