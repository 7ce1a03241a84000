package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;
import org.archipel.javascript.internal.Shape.Part;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * Hands JSON over to JavaScript. The values of a document go as the arguments of one call, to a function that knows where they stand,
 * one for each shape of documents; that takes far less time than writing a text and parsing it, which is done for what is rare or large. Belongs to one context.
 */
final class GuestValues {
    private static final int MOST_FUNCTIONS = 200;
    private static final int MOST_SHAPES = 5_000;
    private static final int MOST_MEMBERS = 40;
    /** Arguments of one function. */
    private static final int MOST_VALUES = 64;
    /** A longer array is made by itself: else each length would be a shape. */
    private static final int MOST_ELEMENTS = 4;

    /** An object deeper within another is made by itself. */
    private static final int MOST_WITHIN = 4;

    private static final int MOST_DEPTH = 200;

    private final Context context;
    private final Value parse;
    private final Value array;
    private final int mostCharacters;
    private final Shape begin = Shape.begin();
    private final Shape single = begin.add(Part.VALUE);
    private int shapes;
    private int functions;
    private int characters;

    /** @param prelude has {@code parse} and {@code array} */
    GuestValues(Context context, Value prelude, int mostCharacters) {
        this.context = context;
        this.parse = prelude.getMember("parse");
        this.array = prelude.getMember("array");
        this.mostCharacters = mostCharacters;
    }

    /** @throws ScriptException if the value is too large or nested too deeply */
    Object of(JsonNode value) {
        characters = 0;
        return value.isContainerNode() ? made(value, 0) : scalar(value);
    }

    /**
     * Calls a function with a document.
     *
     * @param make what the function takes first: makes the script's function
     * @throws ScriptException if the value is too large or nested too deeply
     */
    Value call(GuestFunction function, Value make, JsonNode argument) {
        characters = 0;
        Document document = new Document(0, make);
        document.add(argument, 0);
        Value known = function(function, document);
        if (known == null) {
            characters = 0;
            document = new Document(0, make);
            document.add(parsed(argument));
            known = function(function, document);
        }
        return known.execute(document.values.toArray());
    }

    private Object made(JsonNode value, int depth) {
        if (depth > MOST_DEPTH) {
            throw new ScriptException(Reason.VALUE, "the value is nested too deeply for a script");
        }
        if (value.size() > MOST_MEMBERS) {
            return parsed(value);
        }
        if (value.isArray()) {
            List<Object> elements = new ArrayList<>(value.size());
            value.forEach(
                    element -> elements.add(element.isContainerNode() ? made(element, depth + 1) : scalar(element)));
            return array.execute(elements.toArray());
        }
        Document document = new Document(depth);
        document.add(value, depth);
        Value maker = function(GuestFunction.MAKE, document);
        return maker == null ? parsed(value) : maker.execute(document.values.toArray());
    }

    /** Null if there are too many already, or the document has no shape. */
    private Value function(GuestFunction function, Document document) {
        if (document.shape == null) {
            return null;
        }
        Map<GuestFunction, Value> own = document.shape.functions();
        Value known = own.get(function);
        if (known == null && (functions < MOST_FUNCTIONS || document.shape == single)) {
            functions++;
            known = context.eval(function.source(document.shape, document.size()));
            own.put(function, known);
        }
        return known;
    }

    private Value parsed(JsonNode value) {
        return parse.execute(counted(JsonText.write(value, mostCharacters)));
    }

    private Object scalar(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> counted(value.textValue());
            case NUMBER -> value.isInt() ? (Object) value.intValue() : (Object) value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            default -> null;
        };
    }

    private String counted(String text) {
        characters += text.length();
        if (characters > mostCharacters) {
            throw new ScriptException(
                    Reason.VALUE, "the value is too large for a script: the most is " + mostCharacters + " characters");
        }
        return text;
    }

    /** A document on its way: its values, and its shape so far, which is null when there are too many, or a name is too long. */
    private final class Document {
        private final List<Object> values = new ArrayList<>(24);
        private final int depth;
        private final int others;
        private Shape shape = begin;

        /**
         * @param depth how deep it is in what it is a part of
         * @param first what stands before its values
         */
        Document(int depth, Object... first) {
            this.depth = depth;
            this.others = first.length;
            Collections.addAll(values, first);
        }

        int size() {
            return values.size() - others;
        }

        void add(JsonNode value, int at) {
            if (!value.isContainerNode()) {
                add(scalar(value));
            } else if (!isWithin(value, at)) {
                add(made(value, at));
            } else if (value.isArray()) {
                next(Part.ARRAY);
                value.forEach(element -> add(scalar(element)));
                next(Part.END);
            } else {
                next(Part.OBJECT);
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    next(member.getKey());
                    add(member.getValue(), at + 1);
                }
                next(Part.END);
            }
        }

        private void add(Object value) {
            next(Part.VALUE);
            values.add(value);
        }

        /** Whether the members of an object or array are values of this document; else it is made before. */
        private boolean isWithin(JsonNode value, int at) {
            if (value.isObject()) {
                return value.size() <= MOST_MEMBERS
                        && (at == depth || at - depth < MOST_WITHIN && size() + value.size() <= MOST_VALUES);
            }
            if (value.size() > MOST_ELEMENTS) {
                return false;
            }
            for (JsonNode element : value) {
                if (element.isContainerNode()) {
                    return false;
                }
            }
            return true;
        }

        private void next(Object part) {
            if (shape == null) {
                return;
            }
            Shape known = shape.next(part);
            if (known == null && shapes < MOST_SHAPES) {
                known = shape.add(part);
                shapes += known == null ? 0 : 1;
            }
            shape = known;
        }
    }
}
