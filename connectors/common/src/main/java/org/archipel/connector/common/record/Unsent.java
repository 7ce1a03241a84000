package org.archipel.connector.common.record;

import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotSentException;
import org.archipel.api.error.PlatformException;

/** Tells failures of a write by which nothing came about from those that concern the record, or that leave its fate open. */
public final class Unsent {
    private Unsent() {}

    /** Whether surely nothing was done: the credentials or the rate limit refused the request, or it did not leave. */
    public static boolean is(PlatformException failure) {
        return failure instanceof NotSentException
                || failure.code() == ErrorCode.AUTHENTICATION_FAILED
                || failure.code() == ErrorCode.RATE_LIMIT_EXCEEDED
                || failure.code() == ErrorCode.PERMISSION_DENIED;
    }

    /** Whether the records after it would fail for the same reason. */
    public static boolean concernsAll(PlatformException failure) {
        return is(failure) || failure.code() == ErrorCode.CONNECTION_FAILED;
    }

    /** @param retryable whether a failure that is the record's own, or leaves its fate open, may pass by itself */
    public static WriteResult result(PlatformException failure, boolean retryable) {
        return is(failure)
                ? WriteResult.notSent(failure)
                : new WriteResult(Outcome.FAILED, Optional.empty(), failure.getMessage(), retryable);
    }

    /** Adds results for the records that were not tried after the failure, until there are so many. */
    public static void rest(List<WriteResult> results, int size, PlatformException failure) {
        while (results.size() < size) {
            results.add(WriteResult.notSent(failure));
        }
    }
}
