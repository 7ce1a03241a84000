package org.archipel.security.internal.key;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** A secret cannot be sealed or opened: wrong key, or what is stored was changed. The message names no secret. */
public final class SealException extends PlatformException {
    private static final long serialVersionUID = 1L;

    public SealException(String message, Throwable cause) {
        super(ErrorCode.SYSTEM_ERROR, message, cause);
    }

    /** Trying again opens nothing. */
    @Override
    public boolean retryable() {
        return false;
    }
}
