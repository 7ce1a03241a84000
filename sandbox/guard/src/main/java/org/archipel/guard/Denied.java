package org.archipel.guard;

/** Stands before uses of API that extensions do not have. */
public final class Denied {
    private Denied() {}

    /**
     * Throws.
     *
     * @param use what was used, and why it is denied
     */
    public static void use(String use) {
        throw new SecurityException("not allowed to extensions: " + use);
    }
}
