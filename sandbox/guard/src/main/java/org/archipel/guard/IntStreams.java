package org.archipel.guard;

import java.util.Spliterator;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Sources of streams of {@code int}, as {@link Streams}. */
public final class IntStreams {
    private IntStreams() {}

    static IntStream checked(IntStream stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    // Nobody knows then how long it is: an array of that size would be made at once.
    static IntStream ofAnySize(IntStream stream) {
        return stream.filter(element -> {
            Checkpoint.check();
            return true;
        });
    }

    /** As numbers of an array: the JDK sorts them all at once. */
    public static IntStream sorted(IntStream stream) {
        Supplier<Spliterator.OfInt> sorted = () -> {
            int[] all = stream.toArray();
            Numbers.sort(all);
            return java.util.Arrays.spliterator(all);
        };
        return checked(StreamSupport.intStream(
                        sorted, java.util.Arrays.spliterator(new int[0]).characteristics(), false))
                .onClose(stream::close);
    }

    public static IntStream concat(IntStream first, IntStream second) {
        return ofAnySize(IntStream.concat(first, second));
    }

    // A difference that overflows is negative, or there is nothing in the range.
    private static IntStream ranged(IntStream stream, long from, long to) {
        long size = to - from;
        return size >= 0 && size < Sizes.MOST_ELEMENTS ? checked(stream) : ofAnySize(stream);
    }

    public static IntStream range(int from, int to) {
        return ranged(IntStream.range(from, to), from, to);
    }

    public static IntStream rangeClosed(int from, int to) {
        return ranged(IntStream.rangeClosed(from, to), from, to);
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
