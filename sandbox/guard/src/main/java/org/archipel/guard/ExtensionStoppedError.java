package org.archipel.guard;

/**
 * Ends a call of an extension that used up a budget. It has no stack trace of its own and is thrown again at each checkpoint until
 * the call has left the extension, so that catching it does not help.
 */
public final class ExtensionStoppedError extends Error {
    private static final long serialVersionUID = 1L;

    /** @param reason which budget was used up, in plain words */
    public ExtensionStoppedError(String reason) {
        super(reason, null, false, false);
    }
}
