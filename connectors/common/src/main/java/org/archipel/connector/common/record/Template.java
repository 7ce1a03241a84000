package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.archipel.api.connector.WriteRecord;
import org.archipel.connector.common.model.FieldPath;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Percent;

/** Fills the {@code {places}} of paths, texts and documents. */
public final class Template {
    private static final String RECORD = "{record}";
    private static final String MERGED = "{...record}";
    private static final Pattern PLACE = Pattern.compile("\\{(\\+?[A-Za-z_.][^{}]*)}");

    private Template() {}

    /**
     * The values of a record: {@code id}, {@code idNumber}, the {@code key} of its change and its {@code keyHash} in hexadecimal digits, and
     * its fields by dotted path.
     */
    public static Function<String, Optional<JsonNode>> values(WriteRecord item) {
        return place -> switch (place) {
            case "key" -> Optional.of(TextNode.valueOf(item.idempotencyKey()));
            case "keyHash" ->
                Optional.of(
                        TextNode.valueOf(Signatures.digest(item.idempotencyKey().getBytes(StandardCharsets.UTF_8))));
            case "idNumber" ->
                item.externalId().filter(id -> id.matches("\\d{1,18}")).map(id -> LongNode.valueOf(Long.parseLong(id)));
            case "id" -> item.externalId().<JsonNode>map(TextNode::valueOf).or(() -> field(item.data(), place));
            default -> field(item.data(), place);
        };
    }

    /** A field by dotted path; empty if it is absent or null. */
    public static Optional<JsonNode> field(JsonNode record, String path) {
        return Optional.of(FieldPath.of(path).in(record)).filter(node -> !node.isMissingNode() && !node.isNull());
    }

    /**
     * A path with its places filled, each one segment, or with <code>{+place}</code> several; empty if a value is missing, or would lead
     * elsewhere.
     */
    public static Optional<String> path(String template, Function<String, Optional<JsonNode>> values) {
        return fill(template, place -> {
            boolean several = place.startsWith("+");
            return values.apply(several ? place.substring(1) : place)
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .flatMap(text -> several ? segments(text) : segment(text));
        });
    }

    private static Optional<String> segment(String text) {
        return text.isEmpty() || text.matches("\\.{1,2}") ? Optional.empty() : Optional.of(Percent.segment(text));
    }

    private static Optional<String> segments(String text) {
        List<Optional<String>> parts =
                Arrays.stream(text.split("/", -1)).map(Template::segment).toList();
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().map(Optional::get).collect(Collectors.joining("/")))
                : Optional.empty();
    }

    /** A text with its places filled; empty if a value is missing. */
    public static Optional<String> text(String template, Function<String, Optional<JsonNode>> values) {
        return fill(
                template,
                place -> values.apply(place).filter(JsonNode::isValueNode).map(JsonNode::asText));
    }

    /**
     * A document with the places in its texts filled. A text that is one place alone becomes the value, whatever its type, and a member
     * whose value is missing is left out; {@code {record}} stands for the record, and a member {@code {...record}} for all its fields.
     */
    public static JsonNode document(JsonNode template, ObjectNode record, Function<String, Optional<JsonNode>> values) {
        if (template instanceof ObjectNode object) {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> {
                if (member.getKey().equals(MERGED)) {
                    result.setAll(record);
                } else if (!isMissing(member.getValue(), values)) {
                    result.set(member.getKey(), document(member.getValue(), record, values));
                }
            });
            return result;
        }
        if (template instanceof ArrayNode array) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> {
                if (!isMissing(element, values)) {
                    result.add(document(element, record, values));
                }
            });
            return result;
        }
        if (!template.isTextual()) {
            return template;
        }
        if (template.textValue().equals(RECORD)) {
            return record;
        }
        Optional<String> place = place(template);
        return place.isPresent()
                ? values.apply(place.get()).orElseThrow()
                : TextNode.valueOf(text(template.textValue(), values).orElse(""));
    }

    private static boolean isMissing(JsonNode template, Function<String, Optional<JsonNode>> values) {
        return place(template).map(name -> values.apply(name).isEmpty()).orElse(false);
    }

    private static Optional<String> place(JsonNode template) {
        if (!template.isTextual() || template.textValue().equals(RECORD)) {
            return Optional.empty();
        }
        Matcher matcher = PLACE.matcher(template.textValue());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> fill(String template, Function<String, Optional<String>> values) {
        Matcher matcher = PLACE.matcher(template);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Optional<String> value = values.apply(matcher.group(1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(matcher.appendTail(text).toString());
    }
}
