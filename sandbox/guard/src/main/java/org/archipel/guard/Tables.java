package org.archipel.guard;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Bounds the room that hash tables take for what they hold, with hardly any load each entry doubles it, the keys at one place, and the steps to fill those that
 * do not change: each value is put behind those that begin at its place.
 */
public final class Tables {
    private static final float LEAST_LOAD = 0.1f;
    // With a large one some tables never grow, and each key is behind all others.
    private static final float LARGEST_LOAD = 4;

    private static final long MOST_STEPS = 1L << 26;

    private Tables() {}

    private static void check(int size, float load) {
        Sizes.check(size);
        // What is no number is left to whoever gets it.
        if (load < LEAST_LOAD || load > LARGEST_LOAD) {
            throw new SecurityException("not allowed to extensions: a load factor of " + load);
        }
    }

    public static void newHashMap(int size, float load) {
        check(size, load);
    }

    public static void newLinkedHashMap(int size, float load) {
        check(size, load);
    }

    public static void newLinkedHashMap(int size, float load, boolean byAccess) {
        check(size, load);
    }

    public static void newHashSet(int size, float load) {
        check(size, load);
    }

    public static void newLinkedHashSet(int size, float load) {
        check(size, load);
    }

    public static void newHashtable(int size, float load) {
        check(size, load);
    }

    public static void newWeakHashMap(int size, float load) {
        check(size, load);
    }

    public static void newConcurrentHashMap(int size, float load) {
        check(size, load);
    }

    /** @param threads room for as many elements at least */
    public static void newConcurrentHashMap(int size, float load, int threads) {
        check(Math.max(size, threads), load);
    }

    public static void newMultivaluedHashMap(int size, float load) {
        check(size, load);
    }

    // As those of the JDK do it, with the places alone.
    private static void checkSteps(Object... keys) {
        if (keys.length == 0) {
            return;
        }
        boolean[] taken = new boolean[Sizes.array(keys.length << 1, 1)];
        long steps = 0;
        for (Object key : keys) {
            Checkpoint.check();
            Weights.check(key);
            int place = Math.floorMod(key.hashCode(), taken.length);
            while (taken[place]) {
                place = place + 1 == taken.length ? 0 : place + 1;
                steps++;
            }
            taken[place] = true;
            if (steps > MOST_STEPS) {
                throw new SecurityException(
                        "not allowed to extensions: a set or map of " + keys.length + " values whose hashes are alike");
            }
        }
    }

    /** Hashes what it is given as it is now: the array is the extension's, whose code is called meanwhile. */
    public static Set<?> of(Object... values) {
        Object[] given = values.clone();
        checkSteps(given);
        return Set.of(given);
    }

    public static Set<?> copyOf(Collection<?> values) {
        return isUnmodifiable(values, "Set") || values == null
                ? Set.copyOf(values)
                : of(new HashSet<>(Bulk.checked(values)).toArray());
    }

    /** An entry of an extension's own may tell another key when it is asked again. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Map<?, ?> ofEntries(Map.Entry<?, ?>... entries) {
        Map.Entry<Object, Object>[] given = new Map.Entry[entries.length];
        Object[] keys = new Object[given.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = Map.entry(entries[i].getKey(), entries[i].getValue());
            keys[i] = given[i].getKey();
        }
        checkSteps(keys);
        return Map.ofEntries(given);
    }

    public static Map<?, ?> copyOf(Map<?, ?> map) {
        if (isUnmodifiable(map, "Map") || map == null) {
            return Map.copyOf(map);
        }
        Map<Object, Object> copy = new HashMap<>(Keys.checked(map));
        return ofEntries(copy.entrySet().toArray(new Map.Entry<?, ?>[0]));
    }

    private static boolean isUnmodifiable(Object value, String kind) {
        return value != null && value.getClass().getName().startsWith("java.util.ImmutableCollections$" + kind);
    }
}
