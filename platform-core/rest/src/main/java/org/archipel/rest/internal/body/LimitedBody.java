package org.archipel.rest.internal.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/**
 * A request body that ends in 413 when it goes past its limit, whatever length was announced, in 408 when the client lets the
 * platform wait too long for it, and in 400 when it breaks off.
 */
final class LimitedBody extends FilterInputStream {
    private static final int BAD_REQUEST = 400;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int REQUEST_TIMEOUT = 408;
    private static final long FREE_WAIT_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long SLOWEST_BYTES_PER_SECOND = 1024;

    private final long limit;
    private long read;
    private long waitedNanos;

    LimitedBody(InputStream body, long limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() {
        long before = System.nanoTime();
        int value;
        try {
            value = super.read();
        } catch (IOException e) {
            throw brokenOff(e);
        }
        waited(before);
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        long before = System.nanoTime();
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw brokenOff(e);
        }
        waited(before);
        if (count > 0) {
            count(count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Only the time spent waiting for the client counts, not that between two reads. */
    private void waited(long before) {
        waitedNanos += System.nanoTime() - before;
        if (waitedNanos > FREE_WAIT_NANOS + TimeUnit.SECONDS.toNanos(read / SLOWEST_BYTES_PER_SECOND)) {
            throw new ProblemException(
                    REQUEST_TIMEOUT, ErrorCode.VALIDATION_ERROR, "The request body was sent too slowly.");
        }
    }

    private void count(long bytes) {
        read += bytes;
        if (read > limit) {
            throw tooLarge(limit);
        }
    }

    /** The client went away, or sends what is no body of HTTP: its fault, and none of the platform's. */
    private static ProblemException brokenOff(IOException cause) {
        ProblemException failure = new ProblemException(
                BAD_REQUEST, ErrorCode.VALIDATION_ERROR, "The request body ended before it was complete.");
        failure.addSuppressed(cause);
        return failure;
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(
                CONTENT_TOO_LARGE,
                ErrorCode.VALIDATION_ERROR,
                "The request body may have at most " + limit + " bytes.");
    }
}
