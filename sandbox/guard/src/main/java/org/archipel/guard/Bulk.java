package org.archipel.guard;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Operations of the JDK that look for each element of one collection in another one: the product of their sizes in steps. */
public final class Bulk {
    private static final int FEW = 32;
    private static final int SHORT = 1 << 10;
    private static final int MOST_NAMES = 256;
    private static final long MOST_STEPS = 1L << 27;

    private Bulk() {}

    /** @return the same elements, passing a checkpoint for each that is asked for and each that is looked for */
    public static Collection<?> checked(Collection<?> elements) {
        return checked(elements, Weights::check);
    }

    /** @return the same elements, to be added: as {@link #checked(Collection)}, unless each is looked for among all */
    public static Collection<?> checked(Object to, Collection<?> elements) {
        if (elements == null || !LinearSets.isOne(to)) {
            return checked(elements);
        }
        return absent((Set<?>) to, elements);
    }

    /** @param look at each element before it is handed out */
    static Collection<?> checked(Collection<?> elements, Consumer<Object> look) {
        if (elements == null) {
            return null;
        }
        if (elements instanceof Set) {
            // It may compare elements in its own way.
            return new CheckedSet(elements, look);
        }
        if (elements.size() <= FEW) {
            // As they are now: a collection of an extension may hold others the next time.
            List<Object> now = new ArrayList<>(elements);
            if (now.size() <= FEW) {
                now.forEach(look);
                return now;
            }
            return new CheckedCollection(now, look);
        }
        return new CheckedCollection(elements, look);
    }

    /** @return the same names, if they are so few that each may be looked for among many */
    public static String[] checked(String... names) {
        if (names != null && names.length > MOST_NAMES) {
            throw new SecurityException(
                    "not allowed to extensions: looking for " + names.length + " names, one by one");
        }
        return names;
    }

    /** One by one, each past a checkpoint: some are hashed, and some collections are copied for each. */
    @SuppressWarnings("unchecked")
    public static boolean addAll(Collection<?> to, Object... elements) {
        boolean changed = false;
        for (Object element : elements) {
            Checkpoint.check();
            Weights.add(to, element);
            changed |= ((Collection<Object>) to).add(element);
        }
        return changed;
    }

    public static boolean disjoint(Collection<?> some, Collection<?> others) {
        return java.util.Collections.disjoint(checked(some), checked(others));
    }

    public static int frequency(Collection<?> elements, Object element) {
        Checkpoint.check();
        Weights.searchEach(elements, element);
        return java.util.Collections.frequency(elements, element);
    }

    public static int indexOfSubList(List<?> list, List<?> part) {
        checkSteps(list, part);
        return java.util.Collections.indexOfSubList(list, part);
    }

    public static int lastIndexOfSubList(List<?> list, List<?> part) {
        checkSteps(list, part);
        return java.util.Collections.lastIndexOfSubList(list, part);
    }

    @SuppressWarnings("unchecked")
    public static int addAllAbsent(CopyOnWriteArrayList<?> list, Collection<?> elements) {
        return ((CopyOnWriteArrayList<Object>) list).addAllAbsent(absent(list, elements));
    }

    /** @return the elements as they are now, if they may be looked for among those that there are and among each other, one by one */
    static Collection<?> absent(Collection<?> among, Collection<?> elements) {
        List<Object> added = new ArrayList<>(elements);
        checkSteps(added.size(), (long) among.size() + added.size());
        List<Object> all = new ArrayList<>(added);
        all.removeIf(Bulk::isLight);
        if (!all.isEmpty()) {
            List<Object> heavy = List.copyOf(all);
            all.clear();
            all.addAll(added);
            all.addAll(among);
            Weights.search(all, heavy);
        }
        return added;
    }

    // It is compared at once.
    private static boolean isLight(Object element) {
        return element == null
                || element instanceof Number number
                        && !number.getClass().getName().startsWith("java.math.")
                || element instanceof Enum<?>
                || element instanceof String text && text.length() <= SHORT;
    }

    private static void checkSteps(long some, long others) {
        Checkpoint.check();
        if (some * others > MOST_STEPS) {
            throw new SecurityException(
                    "not allowed to extensions: looking for " + some + " elements among " + others + ", one by one");
        }
    }

    private static void checkSteps(List<?> list, List<?> part) {
        Weights.search(list, part);
        if ((long) list.size() * part.size() > MOST_STEPS) {
            throw new SecurityException("not allowed to extensions: looking for " + part.size() + " elements among "
                    + list.size() + ", one by one");
        }
    }

    private static boolean contains(Collection<?> elements, Object element) {
        Checkpoint.check();
        Weights.search(elements, element);
        return elements.contains(element);
    }

    /** Passes a checkpoint before each element. */
    private record CheckedIterator(Iterator<?> elements, Consumer<Object> look) implements Iterator<Object> {
        @Override
        public boolean hasNext() {
            return elements.hasNext();
        }

        @Override
        public Object next() {
            Checkpoint.check();
            Object next = elements.next();
            look.accept(next);
            return next;
        }
    }

    private static final class CheckedCollection extends AbstractCollection<Object> {
        private final Collection<?> elements;
        private final Consumer<Object> look;

        private CheckedCollection(Collection<?> elements, Consumer<Object> look) {
            this.elements = elements;
            this.look = look;
        }

        @Override
        public boolean contains(Object element) {
            return Bulk.contains(elements, element);
        }

        @Override
        public Iterator<Object> iterator() {
            return new CheckedIterator(elements.iterator(), look);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    // Some operations ask whether it is one.
    private static final class CheckedSet extends AbstractSet<Object> {
        private final Collection<?> elements;
        private final Consumer<Object> look;

        private CheckedSet(Collection<?> elements, Consumer<Object> look) {
            this.elements = elements;
            this.look = look;
        }

        @Override
        public boolean contains(Object element) {
            return Bulk.contains(elements, element);
        }

        @Override
        public Iterator<Object> iterator() {
            return new CheckedIterator(elements.iterator(), look);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }
}
