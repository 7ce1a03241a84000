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

    private Wrappers() {}

    private static <T> T plain(T wrapped) {
        Checkpoint.check();
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
