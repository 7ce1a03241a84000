package org.archipel.javascript.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;

/**
 * Makes JavaScript values of JSON. An object is made by a function that knows its members' names, one for each combination of names;
 * that takes half the time of writing a text and parsing it, which is done for what is rare or large. Belongs to one context.
 */
final class GuestValues {
    private static final int MOST_SHAPES = 200;
    private static final int MOST_MEMBERS = 40;
    private static final int MOST_DEPTH = 200;

    private final Context context;
    private final Value parse;
    private final Value array;
    private final int mostCharacters;
    private final Map<List<String>, Value> shapes = new HashMap<>();
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
        return of(value, 0);
    }

    private Object of(JsonNode value, int depth) {
        return switch (value.getNodeType()) {
            case STRING -> counted(value.textValue());
            case NUMBER -> value.isInt() ? (Object) value.intValue() : (Object) value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case OBJECT, ARRAY -> container(value, depth);
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

    private Object container(JsonNode value, int depth) {
        if (depth > MOST_DEPTH) {
            throw new ScriptException(Reason.VALUE, "the value is nested too deeply for a script");
        }
        Value maker = value.size() > MOST_MEMBERS ? null : value.isArray() ? array : shape(value);
        if (maker == null) {
            return parse.execute(counted(JsonText.write(value, mostCharacters)));
        }
        Object[] members = new Object[value.size()];
        int i = 0;
        for (JsonNode member : value) {
            members[i++] = of(member, depth + 1);
        }
        return maker.execute(members);
    }

    /** Null if there are too many already. */
    private Value shape(JsonNode object) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        Value known = shapes.get(names);
        if (known == null && shapes.size() < MOST_SHAPES) {
            known = context.eval(ContextFactory.LANGUAGE, maker(names));
            shapes.put(names, known);
        }
        return known;
    }

    private static String maker(List<String> names) {
        StringBuilder parameters = new StringBuilder();
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String separator = i == 0 ? "" : ",";
            parameters.append(separator).append('v').append(i);
            String name = JsonText.literal(names.get(i));
            // A plain __proto__ would set the prototype.
            members.append(separator)
                    .append(names.get(i).equals("__proto__") ? "[" + name + "]" : name)
                    .append(":v")
                    .append(i);
        }
        return "(" + parameters + ")=>({" + members + "})";
    }
}
