package org.archipel.guard;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Entries of maps that do not change: those of the JDK are looked for one by one, although the map finds each at once. */
public final class EntrySets {
    private static final int FEW = 256;

    private EntrySets() {}

    public static Set<?> entrySet(Map<?, ?> map) {
        return LinearSets.isOfEntries(map) && map.size() > FEW ? new Entries(map) : map.entrySet();
    }

    public static Set<?> entrySet(AbstractMap<?, ?> map) {
        return entrySet((Map<?, ?>) map);
    }

    /** Neither its map nor those that it holds change. */
    private static final class Entries extends AbstractSet<Object> {
        private final Map<?, ?> map;

        private Entries(Map<?, ?> map) {
            this.map = map;
        }

        @Override
        public boolean contains(Object sought) {
            if (!(sought instanceof Map.Entry<?, ?> entry) || entry.getKey() == null) {
                return false;
            }
            Object value = map.get(entry.getKey());
            return value != null && value.equals(entry.getValue());
        }

        @Override
        public Iterator<Object> iterator() {
            Iterator<?> entries = map.entrySet().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public Object next() {
                    return entries.next();
                }
            };
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public boolean remove(Object entry) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void clear() {
            throw new UnsupportedOperationException();
        }
    }
}
