package org.archipel.sandbox.internal.rest;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/** A request body that ends in a refusal when it is too long. */
final class BoundedBody extends ServletInputStream {
    /** Bytes of a body. */
    static final long LONGEST = 10L << 20;

    private static final int CONTENT_TOO_LARGE = 413;

    private final ServletInputStream in;
    private long read;

    BoundedBody(ServletInputStream in) {
        this.in = in;
    }

    /** The refusal of a body that is longer. */
    static ProblemException tooLarge() {
        return new ProblemException(
                CONTENT_TOO_LARGE, ErrorCode.VALIDATION_ERROR, "The body has more than " + LONGEST + " bytes.");
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
        int value = in.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return counted(in.read(bytes, offset, length));
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public boolean isReady() {
        return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        in.setReadListener(listener);
    }
}
