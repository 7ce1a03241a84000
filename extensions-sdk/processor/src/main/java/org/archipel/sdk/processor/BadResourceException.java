package org.archipel.sdk.processor;

/** A file that an annotation names is missing or malformed; the message is for the developer. */
final class BadResourceException extends Exception {
    private static final long serialVersionUID = 1L;

    BadResourceException(String message) {
        super(message);
    }
}
