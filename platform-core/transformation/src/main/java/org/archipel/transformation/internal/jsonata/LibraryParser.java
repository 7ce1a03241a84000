package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;

/**
 * Parses with a parser of its own for each expression. The library keeps one for each thread, and that keeps what it read of all
 * expressions for good.
 */
final class LibraryParser {
    private static final ThreadLocal<?> PARSER = parser();

    private LibraryParser() {}

    static Jsonata parse(String text) {
        PARSER.remove();
        try {
            return Jsonata.jsonata(text);
        } finally {
            PARSER.remove();
        }
    }

    private static ThreadLocal<?> parser() {
        try {
            Field field = Jsonata.class.getDeclaredField("_parser");
            field.setAccessible(true);
            return (ThreadLocal<?>) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JSONata library has changed", e);
        }
    }
}
