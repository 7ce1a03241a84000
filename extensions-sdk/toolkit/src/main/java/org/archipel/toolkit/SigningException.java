package org.archipel.toolkit;

/** A package could not be signed; the message is for the developer. */
public final class SigningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SigningException(String message, Throwable cause) {
        super(message, cause);
    }
}
