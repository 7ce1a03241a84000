package org.archipel.guard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** Wrappers of the JDK are not wrapped again: in a thousand of them each element takes a thousand steps, without a checkpoint. */
public final class Wrappers {
    private static final List<String> KINDS = List.of(
            "java.util.Collections$Synchronized",
            "java.util.Collections$Checked",
            "java.util.Collections$Unmodifiable");

    private static final int FEW = 256;

    private Wrappers() {}

    /** Through it nobody sees what it holds, nor that values are looked for one by one: there is a checkpoint before each. */
    public static Set<?> unmodifiableSet(Set<?> wrapped) {
        return java.util.Collections.unmodifiableSet(
                LinearSets.isOne(wrapped) ? (Set<?>) Bulk.checked(wrapped) : wrapped);
    }

    /** A map that does not change needs no wrapper. */
    public static Map<?, ?> unmodifiableMap(Map<?, ?> wrapped) {
        return LinearSets.isOfEntries(wrapped) ? wrapped : java.util.Collections.unmodifiableMap(wrapped);
    }

    /** To be called before a set is wrapped that is ordered, by a method of JDK 21 and later. */
    public static void prepare(Object wrapped) {
        refuseLinear(wrapped);
    }

    /** Nothing is to be done with a wrapper. */
    public static void seal(Object wrapper) {
        Checkpoint.check();
    }

    private static void refuseLinear(Object wrapped) {
        boolean entries = wrapped instanceof Map<?, ?> map && LinearSets.isOfEntries(map) && map.size() > FEW;
        if (entries || LinearSets.isOne(wrapped)) {
            throw new SecurityException(
                    "not allowed to extensions: a wrapper of a set or map whose elements are looked for one by one; copy it first");
        }
    }

    private static <T> T plain(T wrapped) {
        Checkpoint.check();
        refuseLinear(wrapped);
        if (isOne(wrapped)) {
            throw new SecurityException(
                    "not allowed to extensions: a synchronized or checked wrapper of a wrapper; make that of the collection itself");
        }
        return wrapped;
    }

    static boolean isOne(Object collection) {
        return collection != null
                && KINDS.stream().anyMatch(collection.getClass().getName()::startsWith);
    }

    public static Collection<?> checked(Collection<?> wrapped) {
        return plain(wrapped);
    }

    public static List<?> checked(List<?> wrapped) {
        return plain(wrapped);
    }

    public static Set<?> checked(Set<?> wrapped) {
        return plain(wrapped);
    }

    public static SortedSet<?> checked(SortedSet<?> wrapped) {
        return plain(wrapped);
    }

    public static NavigableSet<?> checked(NavigableSet<?> wrapped) {
        return plain(wrapped);
    }

    public static Queue<?> checked(Queue<?> wrapped) {
        return plain(wrapped);
    }

    public static Map<?, ?> checked(Map<?, ?> wrapped) {
        return plain(wrapped);
    }

    public static SortedMap<?, ?> checked(SortedMap<?, ?> wrapped) {
        return plain(wrapped);
    }

    public static NavigableMap<?, ?> checked(NavigableMap<?, ?> wrapped) {
        return plain(wrapped);
    }
}
