package org.archipel.api.error;

import java.time.Duration;

/**
 * A request did not leave for the remote system, so surely nothing was done there: its host could not be connected to, or requests to it
 * pause. It may be sent again, also where it has an effect.
 */
public class NotSentException extends RemoteException {
    private static final long serialVersionUID = 1L;

    /**
     * @param retryAfter how long to wait; null when it is not known
     * @param cause for the log only; null when there is none
     */
    public NotSentException(String message, Duration retryAfter, Throwable cause) {
        super(ErrorCode.CONNECTION_FAILED, message, true, retryAfter, cause);
    }
}
