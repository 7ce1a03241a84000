package org.archipel.guard;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import java.util.Spliterator;

/**
 * Places of tables that whoever goes through one looks at, whether they hold something or not: a table that was made for millions, or
 * held them once, may hold one value.
 */
final class TablePlaces {
    // A reference that is followed takes as long as so many places.
    private static final int SHIFT = 3;
    private static final int MOST_SPLITS = 31;
    // Of those that do not show how many they have.
    private static final int HIDDEN = 1 << 13;
    private static final int OF_ENUMS = 1 << 9;
    private static final String BY_ITERATOR = "java.util.Spliterators$IteratorSpliterator";
    private static final String SUBLIST = "java.util.AbstractList$SubList";
    private static final int LINKED = Spliterator.ORDERED | Spliterator.DISTINCT;

    private TablePlaces() {}

    /** How much the places of a collection or map weigh, as references that are followed. */
    static long weight(Object value) {
        if (value instanceof EnumMap) {
            return OF_ENUMS;
        }
        // The first one of a list that is linked may be far from its beginning.
        if (value instanceof Hashtable && !(value instanceof Properties)
                || value.getClass().getName().equals(SUBLIST)) {
            return HIDDEN;
        }
        ValueKind kind = ValueKind.of(value);
        return kind.table() ? weight(spliterator(value, kind)) : 0;
    }

    // What goes through a map that an extension extends asks it for its entries.
    private static Spliterator<?> spliterator(Object value, ValueKind kind) {
        if (value instanceof Map<?, ?> map) {
            return (kind.foreign() ? map.keySet() : map.entrySet()).spliterator();
        }
        return value instanceof Collection<?> values ? values.spliterator() : null;
    }

    // It is halved until there is one place left.
    private static long weight(Spliterator<?> places) {
        if (places == null) {
            return 0;
        }
        if (places.getClass().getName().equals(BY_ITERATOR)) {
            boolean linked = (places.characteristics() & LINKED) == LINKED;
            return linked || places.estimateSize() == 0 ? 0 : HIDDEN;
        }
        int splits = 0;
        Spliterator<?> part = places.trySplit();
        while (part != null && splits < MOST_SPLITS) {
            splits++;
            part = part.trySplit();
        }
        return 1L << splits >> SHIFT;
    }
}
