package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.function.Values;
import org.archipel.transformation.internal.path.Source;
import org.archipel.transformation.internal.step.StepReader.Wrong;

/** A text with places for values: {@code Dear {{/name|trim}}}. Absent values leave their place empty. Immutable. */
final class Template {
    private record Part(String text, Source source, ValueFunction function) {}

    private final List<Part> parts = new ArrayList<>();

    private Template() {}

    static Template parse(String text, Tools tools, String pointer) {
        Template template = new Template();
        int at = 0;
        while (true) {
            int open = text.indexOf("{{", at);
            template.parts.add(new Part(text.substring(at, open < 0 ? text.length() : open), null, null));
            if (open < 0) {
                return template;
            }
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw new Wrong(pointer, "'{{' is not closed");
            }
            template.parts.add(place(text.substring(open + 2, close).strip(), tools, pointer));
            at = close + 2;
        }
    }

    private static Part place(String text, Tools tools, String pointer) {
        int bar = text.startsWith("$") ? -1 : text.indexOf('|');
        try {
            Source source = Source.parse((bar < 0 ? text : text.substring(0, bar)).strip());
            return new Part("", source, bar < 0 ? null : tools.function(text.substring(bar + 1)));
        } catch (IllegalArgumentException e) {
            throw new Wrong(pointer, e.getMessage());
        }
    }

    JsonNode fill(JsonNode document) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            filled.append(part.text());
            if (part.source() != null) {
                JsonNode value = part.source().read(document);
                if (!value.isMissingNode() && !value.isNull()) {
                    filled.append(text(part, value));
                    requireShort(filled, part);
                }
            }
        }
        return Values.text(filled.toString());
    }

    private static void requireShort(StringBuilder filled, Part part) {
        try {
            Values.requireShort(filled);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(part.source().toString(), e.getMessage());
        }
    }

    private static String text(Part part, JsonNode value) {
        try {
            JsonNode result = part.function() == null ? value : part.function().apply(value);
            return result.isNull() ? "" : Values.text(result);
        } catch (IllegalArgumentException e) {
            throw new StepFailure(part.source().toString(), value, e.getMessage());
        }
    }
}
