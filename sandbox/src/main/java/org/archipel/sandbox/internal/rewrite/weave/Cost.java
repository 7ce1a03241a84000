package org.archipel.sandbox.internal.rewrite.weave;

/** What the parts of a package cost together where each alone is cheap. */
enum Cost {
    /** Comparisons of a request with paths. */
    PATH_WAYS(1L << 28),
    /** Steps in which media types are read. */
    MEDIA_TYPE_STEPS(1L << 20),
    /** Exception handlers with what may cover them. */
    HANDLER_PAIRS(1L << 28);

    private final long most;

    Cost(long most) {
        this.most = most;
    }

    /** The most for one package. */
    long most() {
        return most;
    }
}
