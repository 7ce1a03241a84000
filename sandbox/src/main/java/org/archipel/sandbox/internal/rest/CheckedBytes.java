package org.archipel.sandbox.internal.rest;

import java.io.ByteArrayOutputStream;
import org.archipel.guard.Checkpoint;

/**
 * An answer that is being written, in memory, so that one whose writing fails is not sent in part. Each piece passes a checkpoint: values
 * that hold each other more than once are few in memory, and without end in JSON.
 */
final class CheckedBytes extends ByteArrayOutputStream {
    /** Bytes of an answer. */
    static final int LONGEST = 32 << 20;

    private void makeRoom(int bytes) {
        Checkpoint.check();
        if (count > LONGEST - bytes) {
            throw new SecurityException("not allowed to extensions: an answer of more than " + LONGEST + " bytes");
        }
    }

    @Override
    public synchronized void write(int value) {
        makeRoom(1);
        super.write(value);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        makeRoom(length);
        super.write(bytes, offset, length);
    }
}
