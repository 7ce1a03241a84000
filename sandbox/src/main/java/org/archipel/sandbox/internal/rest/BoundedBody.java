package org.archipel.sandbox.internal.rest;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/**
 * A request body that ends in a refusal when it is too long, and can be read by the call that it came with only: below it is the
 * connection, on which the next request is somebody else's.
 */
final class BoundedBody extends ServletInputStream {
    /** Bytes of a body. */
    static final long LONGEST = 10L << 20;

    private static final int CONTENT_TOO_LARGE = 413;

    private final ServletInputStream in;
    private final BooleanSupplier served;
    private final Thread reader = Thread.currentThread();
    private long read;

    /**
     * A body for the present thread.
     *
     * @param served whether the request is being served; read at every use
     */
    BoundedBody(ServletInputStream in, BooleanSupplier served) {
        this.in = in;
        this.served = served;
    }

    /** The refusal of a body that is longer. */
    static ProblemException tooLarge() {
        return new ProblemException(
                CONTENT_TOO_LARGE, ErrorCode.VALIDATION_ERROR, "The body has more than " + LONGEST + " bytes.");
    }

    private void check() {
        if (Thread.currentThread() != reader || !served.getAsBoolean()) {
            throw new SecurityException("not allowed to extensions: the body of a request, outside of its call");
        }
    }

    private int counted(int bytes) {
        read += Math.max(0, bytes);
        if (read > LONGEST) {
            throw tooLarge();
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        check();
        int value = in.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        check();
        return counted(in.read(bytes, offset, length));
    }

    @Override
    public boolean isFinished() {
        check();
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        check();
        return in.isReady();
    }

    /** The listener would be called by threads of the platform. */
    @Override
    public void setReadListener(ReadListener listener) {
        throw new SecurityException("not allowed to extensions: a body that is read later");
    }
}
