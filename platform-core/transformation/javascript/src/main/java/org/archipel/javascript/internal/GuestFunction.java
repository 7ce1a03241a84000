package org.archipel.javascript.internal;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.graalvm.polyglot.Source;

/**
 * A function on the other side of the boundary, which takes the values of a document and makes the document of them. It is the
 * platform's: nothing in it counts as the script's.
 */
enum GuestFunction {
    /** Gives the document. */
    MAKE("", "(%s)"),
    /** Gives what the script makes of the document. */
    CALL("make", "make()(%s)"),
    /** Tells whether that is truthy. */
    TEST("make", "!!make()(%s)");

    private final String first;
    private final String body;

    GuestFunction(String first, String body) {
        this.first = first;
        this.body = body;
    }

    /** @param values how many a document of the shape has */
    Source source(Shape shape, int values) {
        String parameters = IntStream.range(0, values).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
        String all = first.isEmpty() || parameters.isEmpty() ? first + parameters : first + "," + parameters;
        return Source.newBuilder(
                        ContextFactory.LANGUAGE, "(" + all + ")=>" + String.format(body, shape.expression()), label())
                .internal(true)
                .buildLiteral();
    }

    private String label() {
        return "boundary-" + name();
    }

    /** Whether a source is of this function. */
    boolean isNamed(String source) {
        return label().equals(source);
    }

    /** Whether a source is of one of these functions. */
    static boolean isOne(String source) {
        return MAKE.isNamed(source) || CALL.isNamed(source) || TEST.isNamed(source);
    }
}
