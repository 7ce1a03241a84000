package org.archipel.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes secrets out of JSON before it is written to an audit entry, a log or an event. Works on copies. */
public final class Redaction {
    /** Stands where a secret was. */
    public static final String MARK = "[redacted]";

    private static final Pattern SEPARATORS = Pattern.compile("[-_.\\s]");

    /** Names that hold a secret wherever they end so, compared without case and separators. */
    private static final Set<String> SECRET_ENDINGS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "apikey",
            "privatekey",
            "secretkey",
            "accesskey",
            "authorization",
            "credential",
            "credentials",
            "cookie",
            "keyhash",
            "connectionstring");

    // With separators between all letters.
    private static final int LONGEST_END = 100;

    private Redaction() {}

    /** A copy in which every value is masked whose name tells a secret. */
    public static JsonNode redact(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(field.getKey(), isSecret(field.getKey()) ? mask(field.getValue()) : redact(field.getValue()));
            }
            return copy;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode(array.size());
            array.forEach(item -> copy.add(redact(item)));
            return copy;
        }
        return value;
    }

    /** Like {@link #redact(JsonNode)}, and masks what the JSON Schema marks as {@code writeOnly} or of the format password too. */
    public static JsonNode redact(JsonNode value, JsonNode schema) {
        JsonNode copy = redact(value);
        maskWriteOnly(copy, schema);
        return copy;
    }

    private static void maskWriteOnly(JsonNode value, JsonNode schema) {
        if (value instanceof ArrayNode array) {
            array.forEach(item -> maskWriteOnly(item, schema.path("items")));
        } else if (value instanceof ObjectNode object) {
            for (String part : Set.of("allOf", "anyOf", "oneOf")) {
                schema.path(part).forEach(branch -> maskWriteOnly(object, branch));
            }
            Iterator<Map.Entry<String, JsonNode>> properties =
                    schema.path("properties").properties().iterator();
            properties.forEachRemaining(property -> maskProperty(object, property.getKey(), property.getValue()));
        }
    }

    private static void maskProperty(ObjectNode object, String name, JsonNode schema) {
        JsonNode value = object.get(name);
        if (value == null) {
            return;
        }
        boolean secret = schema.path("writeOnly").asBoolean()
                || schema.path("format").asText().equals("password");
        if (secret) {
            object.set(name, mask(value));
        } else {
            maskWriteOnly(value, schema);
        }
    }

    /** Absence is not masked: that a secret was set or removed is worth knowing. */
    private static JsonNode mask(JsonNode value) {
        return value.isNull() ? value : TextNode.valueOf(MARK);
    }

    private static boolean isSecret(String name) {
        String end = name.substring(Math.max(0, name.length() - LONGEST_END));
        String plain = SEPARATORS.matcher(end.toLowerCase(Locale.ROOT)).replaceAll("");
        return SECRET_ENDINGS.stream().anyMatch(plain::endsWith);
    }
}
