package org.archipel.guard;

import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/** Sources of streams of {@code long}, as {@link Streams}. */
public final class LongStreams {
    private LongStreams() {}

    static LongStream checked(LongStream stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    public static LongStream range(long from, long to) {
        return checked(LongStream.range(from, to));
    }

    public static LongStream rangeClosed(long from, long to) {
        return checked(LongStream.rangeClosed(from, to));
    }

    public static LongStream iterate(long seed, LongUnaryOperator next) {
        return checked(LongStream.iterate(seed, next));
    }

    public static LongStream iterate(long seed, LongPredicate more, LongUnaryOperator next) {
        return checked(LongStream.iterate(seed, more, next));
    }

    public static LongStream generate(LongSupplier supplier) {
        return checked(LongStream.generate(supplier));
    }

    public static LongStream of(long... elements) {
        return checked(LongStream.of(elements));
    }
}
