package org.archipel.guard;

import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/** Rights of the JVM's security manager, of which extensions have none to pass on: what is to be done with them is done without. */
public final class Privileges {
    private Privileges() {}

    public static Object doPrivileged(PrivilegedAction<?> action) {
        return action.run();
    }

    /** @throws PrivilegedActionException around a checked exception of the action */
    public static Object doPrivileged(PrivilegedExceptionAction<?> action) throws PrivilegedActionException {
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PrivilegedActionException(e);
        }
    }

    /** @return null: there is none that extensions know of */
    public static Object getSecurityManager() {
        return null;
    }
}
