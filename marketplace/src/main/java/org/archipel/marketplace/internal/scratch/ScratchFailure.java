package org.archipel.marketplace.internal.scratch;

/** A trial could not be made, which says nothing about the package. */
public final class ScratchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScratchFailure(String message) {
        super(message);
    }

    ScratchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
