package org.archipel.guard;

import java.util.Spliterator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sources of streams: each element passes a checkpoint, also where no code of the extension is in between. */
public final class Streams {
    private Streams() {}

    private static <T> Stream<T> checked(Stream<T> stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    /** {@link StreamSupport#stream}, never in parallel. */
    public static Stream<?> stream(Spliterator<?> elements, boolean parallel) {
        if (parallel) {
            throw new SecurityException("not allowed to extensions: parallel streams");
        }
        return checked(StreamSupport.stream(elements, false));
    }

    public static Stream<?> iterate(Object seed, UnaryOperator<Object> next) {
        return checked(Stream.iterate(seed, next));
    }

    public static Stream<?> iterate(Object seed, Predicate<Object> more, UnaryOperator<Object> next) {
        return checked(Stream.iterate(seed, more, next));
    }

    public static Stream<?> generate(Supplier<?> supplier) {
        return checked(Stream.generate(supplier));
    }
}
