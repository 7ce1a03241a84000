package org.archipel.javascript;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** A script could not be compiled or did not end well. The message is for the script's author and holds no value of a record. */
public class ScriptException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public ScriptException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** @param cause for the log only; null when there is none */
    public ScriptException(Reason reason, String message, Throwable cause) {
        super(ErrorCode.DATA_TRANSFORMATION_ERROR, message, cause);
        this.reason = reason;
    }

    /** Why it failed. */
    public enum Reason {
        /** The source is no function. */
        SYNTAX,
        /** The script threw an exception. */
        THROWN,
        /** The script took too many statements, too much time or memory, or went too deep. */
        LIMIT,
        /** What goes in or comes out is no JSON, or too large. */
        VALUE,
        /** Too many scripts ran at the time. */
        BUSY
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same call may succeed later. */
    @Override
    public boolean retryable() {
        return reason == Reason.BUSY;
    }
}
