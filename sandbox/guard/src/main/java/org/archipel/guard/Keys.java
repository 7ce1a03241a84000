package org.archipel.guard;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Maps that are put into others: each key is hashed once more, and compared with those of the same hash. */
public final class Keys {
    private Keys() {}

    /** @return the same entries, passing a checkpoint for each; each key that is handed on is one that was looked at */
    public static Map<?, ?> checked(Map<?, ?> map) {
        return map == null ? null : new CheckedMap(map);
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
        public Map.Entry<Object, Object> next() {
            Checkpoint.check();
            Map.Entry<?, ?> entry = entries.next();
            // An entry of an extension's own may tell another key when it is asked again.
            Object key = entry.getKey();
            Weights.check(key);
            return new AbstractMap.SimpleImmutableEntry<>(key, entry.getValue());
        }
    }
}
