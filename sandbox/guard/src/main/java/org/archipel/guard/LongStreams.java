package org.archipel.guard;

import java.util.Spliterator;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** Sources of streams of {@code long}, as {@link Streams}. */
public final class LongStreams {
    private LongStreams() {}

    static LongStream checked(LongStream stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    // Nobody knows then how long it is: an array of that size would be made at once.
    static LongStream ofAnySize(LongStream stream) {
        return stream.filter(element -> {
            Checkpoint.check();
            return true;
        });
    }

    /** As numbers of an array: the JDK sorts them all at once. */
    public static LongStream sorted(LongStream stream) {
        Supplier<Spliterator.OfLong> sorted = () -> {
            long[] all = stream.toArray();
            Numbers.sort(all);
            return java.util.Arrays.spliterator(all);
        };
        return checked(StreamSupport.longStream(
                        sorted, java.util.Arrays.spliterator(new long[0]).characteristics(), false))
                .onClose(stream::close);
    }

    public static LongStream concat(LongStream first, LongStream second) {
        return ofAnySize(LongStream.concat(first, second));
    }

    // A difference that overflows is negative, or there is nothing in the range.
    private static LongStream ranged(LongStream stream, long from, long to) {
        long size = to - from;
        return size >= 0 && size < Sizes.MOST_ELEMENTS ? checked(stream) : ofAnySize(stream);
    }

    public static LongStream range(long from, long to) {
        return ranged(LongStream.range(from, to), from, to);
    }

    public static LongStream rangeClosed(long from, long to) {
        return ranged(LongStream.rangeClosed(from, to), from, to);
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
