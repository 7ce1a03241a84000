package org.archipel.sandbox.internal.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.guard.Checkpoint;

/**
 * The body of an answer as it comes over the wire. What nothing comes out of when it is unpacked is counted as well, and takes no longer
 * than the request may: every read looks at the time and passes a checkpoint. Does not close what it reads. Not thread-safe.
 */
final class WireContent extends FilterInputStream {
    private final long most;
    private final Deadline deadline;
    private long size;

    /** @param most bytes */
    WireContent(InputStream in, long most, Deadline deadline) {
        super(in);
        this.most = most;
        this.deadline = deadline;
    }

    private void check() throws IOException {
        Checkpoint.check();
        if (deadline.passed()) {
            throw new InterruptedIOException("the time is over");
        }
    }

    private int counted(int length) {
        size += Math.max(length, 0);
        if (size > most) {
            throw tooLong(most);
        }
        return length;
    }

    static RemoteException tooLong(long most) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer has more than " + most + " bytes", false);
    }

    @Override
    public int read() throws IOException {
        check();
        int value = in.read();
        counted(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] piece, int offset, int length) throws IOException {
        check();
        return counted(in.read(piece, offset, length));
    }

    // In bytes that are read, so that they are counted.
    @Override
    public long skip(long bytes) throws IOException {
        return bytes > 0 && read() >= 0 ? 1 : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Leaves it to the client, which knows whether the connection can be used again. */
    @Override
    public void close() {}
}
