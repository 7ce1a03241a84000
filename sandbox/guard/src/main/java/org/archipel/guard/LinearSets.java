package org.archipel.guard;

import java.util.AbstractCollection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Sets of the JDK that look for a value among all that they hold, one by one: two of them that are compared take the square of their
 * size in steps.
 */
final class LinearSets {
    private static final Class<?> UNMODIFIABLE = Map.of(1, 1, 2, 2).getClass();
    private static final ClassValue<Boolean> LINEAR = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return OwnAct.of(() -> looksOneByOne(type));
        }
    };

    private LinearSets() {}

    /** Whether it is such a set. Those of extensions pass checkpoints themselves. */
    static boolean isOne(Object value) {
        return value instanceof Set<?> && LINEAR.get(value.getClass());
    }

    private static boolean looksOneByOne(Class<?> type) {
        try {
            return CopyOnWriteArraySet.class.isAssignableFrom(type)
                    || type.getName().startsWith("java.")
                            && type.getMethod("contains", Object.class).getDeclaringClass() == AbstractCollection.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every collection has it", e);
        }
    }

    /** Whether it is a map that does not change, whose entries are such a set. */
    static boolean isOfEntries(Map<?, ?> map) {
        return map != null && map.getClass() == UNMODIFIABLE;
    }
}
