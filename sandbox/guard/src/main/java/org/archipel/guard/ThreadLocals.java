package org.archipel.guard;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Thread-locals last for one call of the extension: the thread serves others afterwards, who must not find what it left, nor keep it
 * alive.
 */
public final class ThreadLocals {
    private static final int MOST = 1_000;
    private static final ThreadLocal<Set<ThreadLocal<?>>> USED = new ThreadLocal<>();
    // While they are removed, which runs code of those that are the extension's own.
    private static final Set<ThreadLocal<?>> NO_MORE = Set.of();

    private ThreadLocals() {}

    public static Object get(ThreadLocal<?> local) {
        note(local);
        return local.get();
    }

    @SuppressWarnings("unchecked")
    public static void set(ThreadLocal<?> local, Object value) {
        note(local);
        ((ThreadLocal<Object>) local).set(value);
    }

    public static void remove(ThreadLocal<?> local) {
        local.remove();
        Set<ThreadLocal<?>> used = USED.get();
        if (used != null && used != NO_MORE) {
            used.remove(local);
        }
    }

    private static void note(ThreadLocal<?> local) {
        Set<ThreadLocal<?>> used = USED.get();
        if (used == NO_MORE) {
            throw new SecurityException("not allowed to extensions: a thread-local when the call has ended");
        }
        if (used == null) {
            used = Collections.newSetFromMap(new IdentityHashMap<>());
            USED.set(used);
        }
        if (used.add(local) && used.size() > MOST) {
            used.remove(local);
            throw new SecurityException("not allowed to extensions: more than " + MOST + " thread-locals in one call");
        }
    }

    /**
     * Removes what extensions left on the present thread; the platform calls it when a call has ended, within its budget. Throws nothing
     * of theirs.
     */
    public static void clear() {
        Set<ThreadLocal<?>> used = USED.get();
        if (used == null) {
            return;
        }
        USED.set(NO_MORE);
        try {
            used.forEach(ThreadLocals::clear);
        } finally {
            USED.remove();
        }
    }

    // An exception of its own, or the end of a call that was stopped: those that come next are to go as well.
    private static void clear(ThreadLocal<?> local) {
        try {
            local.remove();
        } catch (Throwable thrown) {
            Thread.onSpinWait();
        }
    }
}
