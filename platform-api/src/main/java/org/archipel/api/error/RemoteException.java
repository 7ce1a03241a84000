package org.archipel.api.error;

import java.time.Duration;
import java.util.List;

/**
 * A remote system failed or refused: {@link ErrorCode#CONNECTION_FAILED}, {@link ErrorCode#AUTHENTICATION_FAILED}, {@link
 * ErrorCode#RATE_LIMIT_EXCEEDED} or {@link ErrorCode#INTEGRATION_ERROR}.
 */
public class RemoteException extends PlatformException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public RemoteException(ErrorCode code, String message, boolean retryable) {
        this(code, message, retryable, null, null);
    }

    /**
     * @param retryAfter what the remote side asked for; null when it did not
     * @param cause for the log only; null when there is none
     */
    public RemoteException(ErrorCode code, String message, boolean retryable, Duration retryAfter, Throwable cause) {
        super(code, message, List.of(), retryAfter, cause);
        this.retryable = retryable;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
