package org.archipel.guard;

import java.security.SecureRandom;
import java.text.Collator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Looks at values that hold others, or are large, before code of the JDK goes through them in one piece: to hash, compare, write or copy
 * them. A few that hold each other twice are a milliard for whoever follows each reference. Whoever looks here passes checkpoints, follows
 * them the same way, and refuses what would take longer than a moment. Called by rewritten code.
 */
public final class Weights {
    private static final int SHORT = 1 << 10;
    // A key that holds less is compared with thousands of its hash in a moment.
    private static final int HEAVY = 1 << 14;

    private Weights() {}

    /** To be called before a value is hashed or compared. */
    public static void check(Object value) {
        if (isCompared(value)) {
            new Scale(Scale.Use.COMPARED).put(value, 0);
        }
    }

    /** To be called before a value is written as a text. */
    public static void text(Object value) {
        if (isWritten(value)) {
            new Scale(Scale.Use.WRITTEN).put(value, 0);
        }
    }

    /** To be called before a node of a JSON document is asked for its text, which is often done. */
    public static void opaque(Object node) {
        if (Json.isOpaque(node)) {
            text(node);
        }
    }

    /** To be called before the letters of a text are changed to their other case. */
    public static void letters(Object text) {
        if (text instanceof String letters && letters.length() > Cases.SHORT) {
            Cases.check(letters);
        }
    }

    /** To be called before a value is copied with all that it holds. */
    public static void copy(Object value) {
        if (isCompared(value)) {
            new Scale(Scale.Use.COPIED).put(value, 0);
        }
    }

    /** To be called before a value is handed to an object which is, among others of its kind, one of those that take long with it. */
    public static void take(Object taker, Object value) {
        if (taker instanceof Collator) {
            Texts.checkCollated(value);
        } else if (taker instanceof SecureRandom) {
            Digests.checkChance(value);
        }
    }

    /** To be called before a value is looked for in others: one by one, unless they are found by their hash or order. */
    public static void search(Object among, Object sought) {
        if (isLight(sought)) {
            return;
        }
        boolean hashed = among instanceof Map<?, ?> || among instanceof Set<?>;
        if (hashed && !LinearSets.isOne(among)) {
            find(among, sought);
        } else {
            compare(among, sought);
        }
    }

    /** To be called before a value is compared with each of others, or with the values of a map, however these are found. */
    public static void searchEach(Object among, Object sought) {
        if (!isLight(sought)) {
            compare(among, sought);
        }
    }

    /** To be called before a value is put into a collection, which may be a set that looks for it one by one. */
    public static void add(Object to, Object value) {
        if (LinearSets.isOne(to)) {
            searchEach(to, value);
        } else if (to instanceof Set<?>) {
            find(to, value);
        } else {
            check(value);
        }
    }

    /** To be called before a value is looked for by its hash: it is compared with all of the same hash. */
    public static void find(Object among, Object key) {
        if (!isCompared(key)) {
            return;
        }
        Scale scale = new Scale(Scale.Use.COMPARED);
        scale.put(key, 0);
        if (scale.weight() > HEAVY && !scale.allows(size(among))) {
            scale.times(alike(keys(among), key));
        }
    }

    private static Collection<?> keys(Object among) {
        if (among instanceof SortedMap || among instanceof SortedSet) {
            return List.of();
        }
        if (among instanceof Map<?, ?> map) {
            return map.keySet();
        }
        return among instanceof Set<?> set ? set : List.of();
    }

    // Each is hashed past a checkpoint.
    private static long alike(Collection<?> keys, Object key) {
        int hash = key.hashCode();
        long alike = 0;
        for (Object each : keys) {
            Checkpoint.check();
            check(each);
            alike += each != null && each.hashCode() == hash ? 1 : 0;
        }
        return alike;
    }

    private static boolean isLight(Object sought) {
        return sought instanceof String text ? text.length() <= SHORT : !isCompared(sought);
    }

    private static void compare(Object among, Object sought) {
        Scale scale = new Scale(Scale.Use.SOUGHT);
        scale.put(sought, 0);
        scale.times(size(among));
        // What holds nothing is compared with what is like it alone, and no further than it is long.
        if (!(sought instanceof String) && ValueKind.of(sought).holds()) {
            check(among);
        }
    }

    private static long size(Object among) {
        // What others say of themselves may be anything.
        if (among != null && ValueKind.of(among).foreign()) {
            if (among instanceof Collection<?> values) {
                return values.size();
            }
            if (among instanceof Map<?, ?> map) {
                return map.size();
            }
        }
        return Sizes.MOST_ELEMENTS >> 4;
    }

    /** @return the other one, if it is of the same class; the first one otherwise */
    public static Object alike(Object one, Object other) {
        return other != null && other.getClass() == one.getClass() ? other : one;
    }

    private static boolean isCompared(Object value) {
        if (value == null || value instanceof String) {
            return false;
        }
        ValueKind kind = ValueKind.of(value);
        return kind.holds() || kind.compared();
    }

    private static boolean isWritten(Object value) {
        if (value == null || value instanceof String) {
            return false;
        }
        ValueKind kind = ValueKind.of(value);
        return kind.holds() || kind.written();
    }
}
