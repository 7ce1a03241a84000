package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Arrays of PostgreSQL, of any number of dimensions, as arrays of JSON and back. */
final class ArrayColumn {
    private static final String WITHOUT_ZONE = "timestamp";

    private ArrayColumn() {}

    /** The array as JSON; null for null. */
    static JsonNode read(Array array) throws SQLException {
        return array == null
                ? JsonNodeFactory.instance.nullNode()
                : elements(array.getArray(), array.getBaseTypeName().equals(WITHOUT_ZONE));
    }

    private static JsonNode elements(Object array, boolean utc) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        for (Object element : (Object[]) array) {
            node.add(element instanceof Object[] ? elements(element, utc) : value(element, utc));
        }
        return node;
    }

    private static JsonNode value(Object element, boolean utc) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (element == null) {
            return json.nullNode();
        }
        if (element instanceof Boolean truth) {
            return json.booleanNode(truth);
        }
        if (element instanceof Float || element instanceof Double) {
            double number = ((Number) element).doubleValue();
            return Double.isFinite(number)
                    ? json.numberNode(new BigDecimal(element.toString()))
                    : json.textNode(element.toString());
        }
        if (element instanceof Number number) {
            return json.numberNode(new BigDecimal(number.toString()));
        }
        if (element instanceof Timestamp time) {
            return json.textNode(
                    (utc ? time.toLocalDateTime().toInstant(ZoneOffset.UTC) : time.toInstant()).toString());
        }
        if (element instanceof Date day) {
            return json.textNode(day.toLocalDate().toString());
        }
        if (element instanceof byte[] bytes) {
            return json.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        return json.textNode(element.toString());
    }

    /** The array as PostgreSQL writes it, {@code {"1",NULL,"a \"b\""}}: the server takes each element for what the column holds. */
    static String literal(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(ArrayColumn::element)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String element(JsonNode element) {
        if (element.isNull()) {
            return "NULL";
        }
        if (element.isArray()) {
            return literal(element);
        }
        String text = element.isValueNode() ? element.asText() : element.toString();
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
