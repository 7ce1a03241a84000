package org.archipel.gateway.internal.pipeline;

import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/** How fast a body has to come. The time in which nobody was ready to take it does not count. For one thread at a time. */
final class BodyPace {
    /** Nobody is too slow before. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private static final long LEAST_BYTES_A_SECOND = 1024;
    private static final int TOO_SLOW = 408;

    private long waited;
    private long waitsSince = System.nanoTime();

    /** From now on the caller is waited for. */
    void waits() {
        waitsSince = System.nanoTime();
    }

    /**
     * Something came.
     *
     * @param read bytes since the begin
     * @throws ProblemException with 408 if it takes too long
     */
    void came(long read) {
        long now = System.nanoTime();
        waited += now - waitsSince;
        waitsSince = now;
        if (waited > PATIENCE && read < TimeUnit.NANOSECONDS.toSeconds(waited) * LEAST_BYTES_A_SECOND) {
            throw new ProblemException(TOO_SLOW, ErrorCode.VALIDATION_ERROR, "The request body came too slowly.");
        }
    }
}
