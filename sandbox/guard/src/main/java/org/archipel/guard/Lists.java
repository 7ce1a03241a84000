package org.archipel.guard;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import java.util.Random;
import java.util.RandomAccess;
import java.util.Set;
import java.util.Vector;
import java.util.random.RandomGenerator;

/** Operations of the JDK that set each element of a list, which some lists are copied for: each passes a checkpoint. */
@SuppressWarnings("unchecked")
public final class Lists {
    private static final Set<Class<?>> QUICK = Set.of(ArrayList.class, LinkedList.class, Vector.class);

    private Lists() {}

    private static List<Object> checked(List<?> list) {
        Checkpoint.check();
        List<Object> values = (List<Object>) list;
        if (QUICK.contains(list.getClass())) {
            return values;
        }
        return list instanceof RandomAccess ? new CheckedArray(values) : new CheckedList(values);
    }

    public static void fill(List<?> list, Object value) {
        Collections.fill(checked(list), value);
    }

    public static void reverse(List<?> list) {
        Collections.reverse(checked(list));
    }

    public static void rotate(List<?> list, int distance) {
        Collections.rotate(checked(list), distance);
    }

    public static void copy(List<?> to, List<?> from) {
        Collections.copy(checked(to), from);
    }

    public static boolean replaceAll(List<?> list, Object old, Object value) {
        Weights.searchEach(list, old);
        return Collections.replaceAll(checked(list), old, value);
    }

    public static void shuffle(List<?> list) {
        Collections.shuffle(checked(list));
    }

    public static void shuffle(List<?> list, Random random) {
        Collections.shuffle(checked(list), random);
    }

    /** A method of JDK 21 and later. */
    public static void shuffle(List<?> list, RandomGenerator random) {
        List<Object> values = checked(list);
        for (int i = values.size(); i > 1; i--) {
            Checkpoint.check();
            Collections.swap(values, i - 1, random.nextInt(i));
        }
    }

    /** Passes a checkpoint at each element. */
    private static class CheckedList extends AbstractList<Object> {
        private final List<Object> list;

        CheckedList(List<Object> list) {
            this.list = list;
        }

        @Override
        public Object get(int index) {
            Checkpoint.check();
            return list.get(index);
        }

        @Override
        public Object set(int index, Object value) {
            Checkpoint.check();
            return list.set(index, value);
        }

        @Override
        public int size() {
            return list.size();
        }
    }

    private static final class CheckedArray extends CheckedList implements RandomAccess {
        CheckedArray(List<Object> list) {
            super(list);
        }
    }
}
