package org.archipel.sandbox.internal.rewrite.hierarchy;

/** Finding what the calls of a package mean takes longer than for any sound one. */
public final class EndlessSearchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndlessSearchException() {
        super("to find what is called in the package's classes takes too long: they have too many interfaces");
    }
}
