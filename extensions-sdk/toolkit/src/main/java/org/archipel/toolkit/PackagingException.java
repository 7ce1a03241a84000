package org.archipel.toolkit;

/** A package could not be made; the message is for the developer. */
public final class PackagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PackagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
