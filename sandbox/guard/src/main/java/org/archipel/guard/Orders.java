package org.archipel.guard;

import java.text.Collator;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Sorting passes a checkpoint each time that two values are compared: there may be many, and texts may be long. */
public final class Orders {
    private Orders() {}

    /** @return the same order; the natural one for {@code null} */
    @SuppressWarnings("unchecked")
    public static Comparator<?> checked(Comparator<?> order) {
        if (order instanceof Checked) {
            return order;
        }
        return new Checked((Comparator<Object>) (order == null ? Comparator.naturalOrder() : order));
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Object> of(Comparator<?> order) {
        return (Comparator<Object>) checked(order);
    }

    private record Checked(Comparator<Object> order) implements Comparator<Object> {
        @Override
        public int compare(Object one, Object other) {
            Checkpoint.check();
            if (order instanceof Collator) {
                Texts.checkCollated(one);
                Texts.checkCollated(other);
            }
            return order.compare(one, other);
        }
    }

    @SuppressWarnings("unchecked")
    public static void sort(List<?> list) {
        ((List<Object>) list).sort(of(null));
    }

    public static void sort(Object[] values) {
        Arrays.sort(values, of(null));
    }

    public static void sort(Object[] values, int from, int to) {
        Arrays.sort(values, from, to, of(null));
    }

    @SuppressWarnings("unchecked")
    public static Object max(Collection<?> values) {
        return Collections.max((Collection<Object>) values, of(null));
    }

    @SuppressWarnings("unchecked")
    public static Object min(Collection<?> values) {
        return Collections.min((Collection<Object>) values, of(null));
    }

    @SuppressWarnings("unchecked")
    public static Stream<?> sorted(Stream<?> values) {
        return ((Stream<Object>) values).sorted(of(null));
    }
}
