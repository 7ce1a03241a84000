package org.archipel.gateway.internal.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts, and JSON with texts, whose {@code {variables}} a request fills. A backslash in front of one has it stand as it is; of two in front
 * of one, one is left and the variable is filled, and so on.
 */
final class Template {
    // Looks behind, so that a long row of backslashes is read once and not from each of them.
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)(\\\\*+)\\{([A-Za-z][A-Za-z0-9_.-]{0,99})}");
    private static final int BACKSLASHES = 1;
    private static final int NAME = 2;
    private static final String BODY = "body";

    private Template() {}

    /** @param body null for none */
    static String text(String template, VariableSource source, JsonNode body) {
        if (template.indexOf('{') < 0) {
            return template;
        }
        Matcher matcher = VARIABLE.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String found = isEscaped(matcher)
                    ? "{" + matcher.group(NAME) + "}"
                    : Variables.value(source, body, matcher.group(NAME));
            String kept = "\\".repeat(matcher.group(BACKSLASHES).length() / 2);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(kept + found));
        }
        return matcher.appendTail(filled).toString();
    }

    /** A text that is one variable of the body keeps the value's kind; {@code {body}} is all of it. */
    static JsonNode json(JsonNode template, VariableSource source, JsonNode body) {
        if (template.isTextual()) {
            return value(template.textValue(), source, body);
        }
        if (template.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            template.properties().forEach(member -> filled.set(member.getKey(), json(member.getValue(), source, body)));
            return filled;
        }
        if (template.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            template.forEach(item -> filled.add(json(item, source, body)));
            return filled;
        }
        return template;
    }

    private static JsonNode value(String template, VariableSource source, JsonNode body) {
        Matcher matcher = VARIABLE.matcher(template);
        if (matcher.matches() && matcher.group(BACKSLASHES).isEmpty() && body != null) {
            String name = matcher.group(NAME);
            if (name.equals(BODY)) {
                return body;
            }
            if (name.startsWith(BODY + ".")) {
                JsonNode value = body.path(name.substring(BODY.length() + 1));
                return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
            }
        }
        return TextNode.valueOf(text(template, source, body));
    }

    /** Requires that every variable can stand for something. @throws IllegalArgumentException if one cannot */
    static void check(JsonNode template, List<String> parameters) {
        if (template.isTextual()) {
            check(template.textValue(), parameters);
        }
        template.forEach(part -> check(part, parameters));
    }

    /** Requires that every variable can stand for something. @throws IllegalArgumentException if one cannot */
    static void check(String template, List<String> parameters) {
        Matcher matcher = VARIABLE.matcher(template);
        while (matcher.find()) {
            String name = matcher.group(NAME);
            if (!isEscaped(matcher) && !name.equals(BODY) && !Variables.isKnown(name, parameters)) {
                throw new IllegalArgumentException("has a variable that nothing gives: {" + name
                        + "}; write a backslash in front of it if it is none");
            }
        }
    }

    private static boolean isEscaped(Matcher matcher) {
        return matcher.group(BACKSLASHES).length() % 2 == 1;
    }

    /** Whether a text takes something from the caller's id. @param template null for none */
    static boolean namesCaller(String template) {
        Matcher matcher = VARIABLE.matcher(template == null ? "" : template);
        while (matcher.find()) {
            if (!isEscaped(matcher) && matcher.group(NAME).equals(Variables.CALLER)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text of it takes something from the caller's id. @param template null for none */
    static boolean namesCaller(JsonNode template) {
        if (template == null) {
            return false;
        }
        if (template.isTextual()) {
            return namesCaller(template.textValue());
        }
        for (JsonNode part : template) {
            if (namesCaller(part)) {
                return true;
            }
        }
        return false;
    }
}
