package org.archipel.gateway.internal.http;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ProblemException;

/** What callers are told of a call that failed. */
public final class Failures {
    private static final int TOO_LATE = 504;

    private Failures() {}

    static PlatformException of(URI uri, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof PlatformException known) {
            return known;
        }
        if (cause instanceof TimeoutException) {
            return new ProblemException(
                    TOO_LATE, ErrorCode.CONNECTION_FAILED, uri.getHost() + " did not answer in time.");
        }
        return new PlatformException(
                ErrorCode.CONNECTION_FAILED, uri.getHost() + " could not be reached.", List.of(), null, cause);
    }

    /** What the caller of an API is told whose answer failed or was not there in time. */
    public static CompletionException inTime(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return new CompletionException(
                cause instanceof TimeoutException
                        ? new ProblemException(
                                TOO_LATE, ErrorCode.CONNECTION_FAILED, "The API did not answer within its time limit.")
                        : cause);
    }

    /** The failure behind those that futures wrap it in. */
    public static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
