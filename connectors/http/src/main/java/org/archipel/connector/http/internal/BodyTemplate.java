package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.api.connector.WriteRecord;
import org.archipel.connector.http.internal.config.FieldPath;

/** Fills what is sent around a record: {@code {record}}, {@code {key}} and {@code {field}} in the texts of a template. */
final class BodyTemplate {
    private static final String RECORD = "{record}";
    private static final String MERGED = "{...record}";
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

    private BodyTemplate() {}

    /** The body; the record itself without a template. */
    static JsonNode fill(Optional<JsonNode> template, WriteRecord item) {
        return template.map(node -> filled(node, item)).orElse(item.data());
    }

    private static JsonNode filled(JsonNode node, WriteRecord item) {
        if (node instanceof ObjectNode object) {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> {
                if (field.getKey().equals(MERGED)) {
                    result.setAll(item.data());
                } else {
                    result.set(field.getKey(), filled(field.getValue(), item));
                }
            });
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> result.add(filled(element, item)));
            return result;
        }
        if (!node.isTextual()) {
            return node;
        }
        if (node.textValue().equals(RECORD)) {
            return item.data();
        }
        return TextNode.valueOf(text(node.textValue(), item).orElse(""));
    }

    /** A text with its places filled; empty if the record lacks one of them. */
    static Optional<String> text(String template, WriteRecord item) {
        Matcher matcher = PLACE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Optional<String> value = value(matcher.group(1), item);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(matcher.appendTail(text).toString());
    }

    private static Optional<String> value(String place, WriteRecord item) {
        if (place.equals("key")) {
            return Optional.of(item.idempotencyKey());
        }
        if (place.equals("id")) {
            return item.externalId();
        }
        JsonNode value = FieldPath.of(place).in(item.data());
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }
}
