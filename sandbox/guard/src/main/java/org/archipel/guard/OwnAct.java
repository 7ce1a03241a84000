package org.archipel.guard;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.Supplier;

/** What a guard does in its own name, not in that of the extension that called it; only where no argument leads it elsewhere. */
@SuppressWarnings("removal")
final class OwnAct {
    private OwnAct() {}

    static <T> T of(Supplier<T> act) {
        return System.getSecurityManager() == null
                ? act.get()
                : AccessController.doPrivileged((PrivilegedAction<T>) act::get);
    }
}
