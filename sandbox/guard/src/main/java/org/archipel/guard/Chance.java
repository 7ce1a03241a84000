package org.archipel.guard;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Streams of random numbers pass checkpoints, and do not say how many there are. */
public final class Chance {
    private Chance() {}

    public static IntStream ints(Random random) {
        return IntStreams.ofAnySize(random.ints());
    }

    public static IntStream ints(Random random, long count) {
        return IntStreams.ofAnySize(random.ints(count));
    }

    public static IntStream ints(Random random, int from, int to) {
        return IntStreams.ofAnySize(random.ints(from, to));
    }

    public static IntStream ints(Random random, long count, int from, int to) {
        return IntStreams.ofAnySize(random.ints(count, from, to));
    }

    public static LongStream longs(Random random) {
        return LongStreams.ofAnySize(random.longs());
    }

    public static LongStream longs(Random random, long count) {
        return LongStreams.ofAnySize(random.longs(count));
    }

    public static LongStream longs(Random random, long from, long to) {
        return LongStreams.ofAnySize(random.longs(from, to));
    }

    public static LongStream longs(Random random, long count, long from, long to) {
        return LongStreams.ofAnySize(random.longs(count, from, to));
    }

    public static DoubleStream doubles(Random random) {
        return DoubleStreams.ofAnySize(random.doubles());
    }

    public static DoubleStream doubles(Random random, long count) {
        return DoubleStreams.ofAnySize(random.doubles(count));
    }

    public static DoubleStream doubles(Random random, double from, double to) {
        return DoubleStreams.ofAnySize(random.doubles(from, to));
    }

    public static DoubleStream doubles(Random random, long count, double from, double to) {
        return DoubleStreams.ofAnySize(random.doubles(count, from, to));
    }
}
