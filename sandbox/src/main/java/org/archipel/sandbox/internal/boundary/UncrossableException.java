package org.archipel.sandbox.internal.boundary;

/** A value is none of the kinds that may cross the boundary. */
final class UncrossableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncrossableException(String message) {
        super(message);
    }
}
