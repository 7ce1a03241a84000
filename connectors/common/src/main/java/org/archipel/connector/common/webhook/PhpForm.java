package org.archipel.connector.common.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.connector.common.wire.Percent;

/** Forms and queries whose names have brackets, as in {@code data[FIELDS][ID]=7}: to and from documents. */
public final class PhpForm {
    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final int DEEPEST = 10;

    private PhpForm() {}

    /** The form as a document; all its values are texts. Names that make no sense are kept as they are. */
    public static ObjectNode parse(String form) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (String pair : form.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                put(root, decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return root;
    }

    private static void put(ObjectNode root, String name, String value) {
        int bracket = name.indexOf('[');
        List<String> path = new ArrayList<>();
        path.add(bracket > 0 ? name.substring(0, bracket) : name);
        if (bracket > 0) {
            Matcher matcher = PART.matcher(name);
            while (matcher.find()) {
                path.add(matcher.group(1));
            }
        }
        ObjectNode node = root;
        for (int i = 0; i < Math.min(path.size(), DEEPEST) - 1; i++) {
            JsonNode child = node.get(path.get(i));
            node = child instanceof ObjectNode object ? object : node.putObject(path.get(i));
        }
        node.put(path.get(Math.min(path.size(), DEEPEST) - 1), value);
    }

    /** A document as a query: {@code filter[>id]=7&select[0]=id}, percent-encoded. */
    public static String query(JsonNode document) {
        List<String> pairs = new ArrayList<>();
        flatten(document, (name, value) -> pairs.add(Percent.encode(name) + "=" + Percent.encode(value)));
        return String.join("&", pairs);
    }

    /** Calls back with each value under its bracketed name; an array without elements is an empty text, since it would else be left out. */
    public static void flatten(JsonNode document, BiConsumer<String, String> sink) {
        document.properties().forEach(member -> flatten(member.getKey(), member.getValue(), sink));
    }

    private static void flatten(String name, JsonNode value, BiConsumer<String, String> sink) {
        if (value.isObject()) {
            value.properties().forEach(member -> flatten(name + "[" + member.getKey() + "]", member.getValue(), sink));
        } else if (value.isArray()) {
            if (value.isEmpty()) {
                sink.accept(name, "");
            }
            for (int i = 0; i < value.size(); i++) {
                flatten(name + "[" + i + "]", value.get(i), sink);
            }
        } else {
            sink.accept(name, value.isNull() ? "" : value.asText());
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A lonely percent sign: it means itself.
            return text;
        }
    }
}
