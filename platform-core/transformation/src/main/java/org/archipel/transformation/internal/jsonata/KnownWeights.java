package org.archipel.transformation.internal.jsonata;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** Numbers about objects by their identity; keeps none of the objects in memory. Not thread-safe. */
final class KnownWeights {
    private final Map<Object, Long> known = new HashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private final Sought sought = new Sought();

    /** Null if nothing is known. */
    Long get(Object object) {
        if (known.isEmpty()) {
            return null;
        }
        sought.object = object;
        Long found = known.get(sought);
        sought.object = null;
        return found;
    }

    void put(Object object, long number) {
        for (Object each = gone.poll(); each != null; each = gone.poll()) {
            known.remove(each);
        }
        known.put(new Key(object, gone), number);
    }

    void clear() {
        known.clear();
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> gone) {
            super(object, gone);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && key.refersTo(get());
        }
    }

    /** What is sought is told equal to a key by itself: maps ask it and not the key. */
    private static final class Sought {
        private Object object;

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.refersTo(object);
        }
    }
}
