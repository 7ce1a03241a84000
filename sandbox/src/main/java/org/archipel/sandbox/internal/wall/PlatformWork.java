package org.archipel.sandbox.internal.wall;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What the platform does in its own name although an extension is among its callers, where the JVM has a security manager: serving a
 * call of one of its services, looking at a class that is being loaded, answering the framework's hooks. This is the one place where it
 * takes that right.
 *
 * <p>The work must not be led by what the extension says without having been checked, and must not hand out what it opens. Code of
 * the extension that is called from within has the extension's permissions all the same.
 */
@SuppressWarnings("removal")
public final class PlatformWork {
    private PlatformWork() {}

    /** Does the work; costs nothing where there is no security manager. */
    public static <T> T call(Callable<T> work) throws Exception {
        if (System.getSecurityManager() == null) {
            return work.call();
        }
        try {
            return AccessController.doPrivileged((PrivilegedExceptionAction<T>) work::call);
        } catch (PrivilegedActionException e) {
            throw e.getException();
        }
    }

    /** As {@link #call} for work without checked exceptions. */
    public static <T> T get(Supplier<T> work) {
        return System.getSecurityManager() == null
                ? work.get()
                : AccessController.doPrivileged((PrivilegedAction<T>) work::get);
    }

    /** As {@link #get} for work without a result. */
    public static void run(Runnable work) {
        get(() -> {
            work.run();
            return null;
        });
    }
}
