package org.archipel.guard;

import java.util.Spliterator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** Sources of streams of {@code double}, as {@link Streams}. */
public final class DoubleStreams {
    private DoubleStreams() {}

    static DoubleStream checked(DoubleStream stream) {
        return stream.peek(element -> Checkpoint.check());
    }

    // Nobody knows then how long it is: an array of that size would be made at once.
    static DoubleStream ofAnySize(DoubleStream stream) {
        return stream.filter(element -> {
            Checkpoint.check();
            return true;
        });
    }

    /** As numbers of an array: the JDK sorts them all at once. */
    public static DoubleStream sorted(DoubleStream stream) {
        Supplier<Spliterator.OfDouble> sorted = () -> {
            double[] all = stream.toArray();
            Numbers.sort(all);
            return java.util.Arrays.spliterator(all);
        };
        return checked(StreamSupport.doubleStream(
                        sorted, java.util.Arrays.spliterator(new double[0]).characteristics(), false))
                .onClose(stream::close);
    }

    public static DoubleStream concat(DoubleStream first, DoubleStream second) {
        return ofAnySize(DoubleStream.concat(first, second));
    }

    public static DoubleStream iterate(double seed, DoubleUnaryOperator next) {
        return checked(DoubleStream.iterate(seed, next));
    }

    public static DoubleStream iterate(double seed, DoublePredicate more, DoubleUnaryOperator next) {
        return checked(DoubleStream.iterate(seed, more, next));
    }

    public static DoubleStream generate(DoubleSupplier supplier) {
        return checked(DoubleStream.generate(supplier));
    }

    public static DoubleStream of(double... elements) {
        return checked(DoubleStream.of(elements));
    }
}
