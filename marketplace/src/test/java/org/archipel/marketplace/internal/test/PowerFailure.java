package org.archipel.marketplace.internal.test;

/** Ends a job without a goodbye: no exception that anything handles. */
public final class PowerFailure extends Error {
    private static final long serialVersionUID = 1L;
}
