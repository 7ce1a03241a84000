package org.archipel.marketplace.internal.checks;

/** A package is such that a check cannot look into it; that is the package's fault, and no error of the check. */
final class UnfitPackageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for the publisher */
    UnfitPackageException(String message) {
        super(message);
    }
}
