package org.archipel.guard;

import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Sources of streams of {@code int}, as {@link Streams}. */
public final class IntStreams {
    private IntStreams() {}

    static IntStream checked(IntStream stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    public static IntStream range(int from, int to) {
        return checked(IntStream.range(from, to));
    }

    public static IntStream rangeClosed(int from, int to) {
        return checked(IntStream.rangeClosed(from, to));
    }

    public static IntStream iterate(int seed, IntUnaryOperator next) {
        return checked(IntStream.iterate(seed, next));
    }

    public static IntStream iterate(int seed, IntPredicate more, IntUnaryOperator next) {
        return checked(IntStream.iterate(seed, more, next));
    }

    public static IntStream generate(IntSupplier supplier) {
        return checked(IntStream.generate(supplier));
    }

    public static IntStream of(int... elements) {
        return checked(IntStream.of(elements));
    }
}
