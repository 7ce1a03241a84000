package org.archipel.guard;

import java.text.Collator;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** Orders that the JDK keeps, or makes others of: where one of them is that of a language, it compares no long texts. */
@SuppressWarnings("unchecked")
public final class Collated {
    private Collated() {}

    /** @return the same order */
    public static Comparator<?> checked(Comparator<?> order) {
        return order instanceof Collator ? Orders.checked(order) : order;
    }

    /** @return the same, room for as many elements */
    public static int checked(int size) {
        return Sizes.check(size);
    }

    static Comparator<Object> of(Comparator<?> order) {
        return (Comparator<Object>) checked(order);
    }

    public static Comparator<?> reversed(Comparator<?> order) {
        return of(order).reversed();
    }

    public static Comparator<?> thenComparing(Comparator<?> first, Function<?, ?> key) {
        return of(first).thenComparing((Function<Object, Comparable<Object>>) key);
    }

    public static Comparator<?> thenComparingInt(Comparator<?> first, ToIntFunction<?> key) {
        return of(first).thenComparingInt((ToIntFunction<Object>) key);
    }

    public static Comparator<?> thenComparingLong(Comparator<?> first, ToLongFunction<?> key) {
        return of(first).thenComparingLong((ToLongFunction<Object>) key);
    }

    public static Comparator<?> thenComparingDouble(Comparator<?> first, ToDoubleFunction<?> key) {
        return of(first).thenComparingDouble((ToDoubleFunction<Object>) key);
    }
}
