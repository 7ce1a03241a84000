package org.archipel.benchmarks.sandbox.code;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Reads an order of 1 KB, maps ten fields and its lines, and writes it. */
public final class JsonMapping implements LongSupplier {
    private static final String LINES =
            "{\"sku\":\"A-1\",\"quantity\":3,\"price\":9.95,\"note\":\"as always\"},".repeat(12);
    private static final String ORDER =
            "{\"id\":4711,\"created\":\"2024-05-17T10:15:30Z\",\"customer\":{\"first\":\"Ada\","
                    + "\"last\":\"Lovelace\",\"mail\":\"ada@example.org\",\"phone\":\"+33 1 23 45 67 89\"},\"address\":{\"street\":"
                    + "\"12 rue de la Paix\",\"zip\":\"75002\",\"city\":\"Paris\",\"country\":\"fr\"},\"total\":358.2,\"paid\":true,"
                    + "\"lines\":[" + LINES.substring(0, LINES.length() - 1) + "]}";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public long getAsLong() {
        try {
            return json.writeValueAsString(map(json.readTree(ORDER))).length();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode map(JsonNode order) {
        ObjectNode target = json.createObjectNode();
        JsonNode customer = order.path("customer");
        JsonNode address = order.path("address");
        target.put("number", "O-" + order.path("id").asLong());
        target.put("date", order.path("created").asText().substring(0, 10));
        target.put(
                "name",
                customer.path("first").asText() + ' ' + customer.path("last").asText());
        target.put("email", customer.path("mail").asText().toLowerCase(Locale.ROOT));
        target.put("phone", digits(customer.path("phone").asText()));
        target.put("street", address.path("street").asText().trim());
        target.put(
                "city",
                address.path("zip").asText() + ' ' + address.path("city").asText());
        target.put("country", address.path("country").asText().toUpperCase(Locale.ROOT));
        target.put("amount", Math.round(order.path("total").asDouble() * 100));
        target.put("state", order.path("paid").asBoolean() ? "PAID" : "OPEN");
        ArrayNode lines = target.putArray("items");
        for (JsonNode line : order.path("lines")) {
            lines.addObject()
                    .put("article", line.path("sku").asText())
                    .put(
                            "cents",
                            Math.round(line.path("price").asDouble() * 100)
                                    * line.path("quantity").asInt());
        }
        return target;
    }

    private static String digits(String phone) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < phone.length(); i++) {
            if (phone.charAt(i) >= '0' && phone.charAt(i) <= '9') {
                digits.append(phone.charAt(i));
            }
        }
        return digits.toString();
    }
}
