package org.archipel.guard;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Maps that are put into others: each key is hashed once more, and compared with those of the same hash. */
public final class Keys {
    private static final int FEW = 256;

    private Keys() {}

    /** @return the same entries, passing a checkpoint for each */
    public static Map<?, ?> checked(Map<?, ?> map) {
        if (map == null) {
            return null;
        }
        if (map.size() > FEW) {
            return new CheckedMap(map);
        }
        for (Object key : map.keySet()) {
            Weights.check(key);
        }
        return map;
    }

    private static final class CheckedMap extends AbstractMap<Object, Object> {
        private final Map<?, ?> map;

        private CheckedMap(Map<?, ?> map) {
            this.map = map;
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<Object, Object>> iterator() {
                    return new CheckedEntries(map.entrySet().iterator());
                }

                @Override
                public int size() {
                    return map.size();
                }
            };
        }
    }

    private record CheckedEntries(Iterator<? extends Map.Entry<?, ?>> entries)
            implements Iterator<Map.Entry<Object, Object>> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        @SuppressWarnings("unchecked")
        public Map.Entry<Object, Object> next() {
            Checkpoint.check();
            Map.Entry<?, ?> entry = entries.next();
            Weights.check(entry.getKey());
            return (Map.Entry<Object, Object>) entry;
        }
    }
}
