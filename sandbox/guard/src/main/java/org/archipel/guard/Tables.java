package org.archipel.guard;

/** Bounds the room that hash tables take for what they hold: with hardly any load each entry doubles it. */
public final class Tables {
    private static final float LEAST_LOAD = 0.1f;

    private Tables() {}

    private static void check(int size, float load) {
        Sizes.check(size);
        // What is no number is left to whoever gets it.
        if (load < LEAST_LOAD) {
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
}
