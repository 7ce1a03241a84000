package org.archipel.guard;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * How many different values each extension may hand to what the JDK keeps them in for ever. Goes with the extension. Thread-safe.
 *
 * @param <T> has a hash and equality of its own
 */
final class Ration<T> {
    private final int most;
    // By loader or account.
    private final Map<Object, Set<T>> used = new WeakHashMap<>();

    Ration(int most) {
        this.most = most;
    }

    /** Whether the owner has that value already, or may have one more; then it has it. */
    boolean admits(Object owner, T value) {
        synchronized (used) {
            Set<T> few = used.computeIfAbsent(owner, absent -> new HashSet<>());
            return few.contains(value) || few.size() < most && few.add(value);
        }
    }

    /** As {@link #admits(Object, Object)}, for the extension that a class is of. */
    boolean admitsFor(Class<?> caller, T value) {
        return admits(OwnAct.of(caller::getClassLoader), value);
    }
}
