package org.archipel.javascript.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;

/**
 * What documents look like, their values left out: one begin is common to all, and each further part of a document leads from one shape
 * to the next, so that documents of one kind end at one shape, which is found without anything being made. For one thread at a time.
 */
final class Shape {
    /** Shapes are kept as long as their context: a longer name is none that documents have in common. */
    private static final int MOST_NAME = 100;

    private final Shape before;
    private final Object part;
    /** The shape that was next the last time, and most often is. */
    private Shape usual;

    private Map<Object, Shape> others = Map.of();
    private final Map<GuestFunction, Value> functions = new EnumMap<>(GuestFunction.class);

    /** The parts that are no name of a member; a name stands for itself. */
    enum Part {
        VALUE,
        OBJECT,
        ARRAY,
        END
    }

    private Shape(Shape before, Object part) {
        this.before = before;
        this.part = part;
    }

    static Shape begin() {
        return new Shape(null, Part.END);
    }

    /** The shape with one more part; null if it was not met before. */
    Shape next(Object next) {
        Shape known = usual;
        if (known == null || !known.part.equals(next)) {
            known = others.get(next);
            if (known != null) {
                usual = known;
            }
        }
        return known;
    }

    /** The same for a part that is met for the first time; null if it is a name too long to be kept. */
    Shape add(Object next) {
        if (next instanceof String name && name.length() > MOST_NAME) {
            return null;
        }
        if (others.isEmpty()) {
            others = new HashMap<>(2);
        }
        usual = new Shape(this, next);
        others.put(next, usual);
        return usual;
    }

    /** The functions that were made for documents of the shape. */
    Map<GuestFunction, Value> functions() {
        return functions;
    }

    /** Documents of the shape as an expression of JavaScript, with v0, v1 and so on in the place of their values. */
    String expression() {
        Deque<Object> parts = new ArrayDeque<>();
        for (Shape shape = this; shape.before != null; shape = shape.before) {
            parts.push(shape.part);
        }
        StringBuilder text = new StringBuilder();
        Deque<Character> ends = new ArrayDeque<>();
        int values = 0;
        for (Object next : parts) {
            if (next != Part.END && !text.isEmpty() && "{[:".indexOf(text.charAt(text.length() - 1)) < 0) {
                text.append(',');
            }
            if (next instanceof String name) {
                text.append(member(name)).append(':');
            } else if (next == Part.VALUE) {
                text.append('v').append(values++);
            } else if (next == Part.END) {
                text.append(ends.pop());
            } else {
                text.append(next == Part.OBJECT ? '{' : '[');
                ends.push(next == Part.OBJECT ? '}' : ']');
            }
        }
        return text.toString();
    }

    /** A plain __proto__ would set the prototype. */
    private static String member(String name) {
        String literal = JsonText.literal(name);
        return name.equals("__proto__") ? "[" + literal + "]" : literal;
    }
}
