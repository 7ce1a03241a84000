package org.archipel.guard;

import java.nio.ByteBuffer;

/**
 * Packs in pieces with a checkpoint before each, however much it is given at once: some bytes are packed at a hundredth of the usual
 * pace. What a buffer is given as, it is packed as, whatever its limits are by then; its position is at its limit at once.
 */
class PiecewiseDeflater extends java.util.zip.Deflater {
    static final int PIECE = 1 << 14;

    // Guarded by this object: what is still to be given.
    private ByteBuffer waiting = ByteBuffer.allocate(0);
    private boolean finishing;

    PiecewiseDeflater() {
        super();
    }

    PiecewiseDeflater(int level) {
        super(level);
    }

    PiecewiseDeflater(int level, boolean nowrap) {
        super(level, nowrap);
    }

    @Override
    public void setInput(byte[] bytes) {
        setInput(bytes, 0, bytes.length);
    }

    @Override
    public synchronized void setInput(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new ArrayIndexOutOfBoundsException();
        }
        waiting = ByteBuffer.wrap(bytes, offset, length).slice();
        giveOne();
    }

    @Override
    public synchronized void setInput(ByteBuffer bytes) {
        waiting = bytes.slice();
        bytes.position(bytes.limit());
        giveOne();
    }

    private void giveOne() {
        Checkpoint.check();
        int length = Math.min(PIECE, waiting.remaining());
        super.setInput(waiting.slice().limit(length));
        waiting.position(waiting.position() + length);
    }

    // It ends behind the last piece, also of what is given after this.
    @Override
    public synchronized void finish() {
        finishing = true;
    }

    @Override
    public synchronized boolean needsInput() {
        return !waiting.hasRemaining() && super.needsInput();
    }

    // The other ways to ask for packed bytes lead to these two.
    @Override
    public synchronized int deflate(byte[] packed, int offset, int length, int flush) {
        int done = super.deflate(packed, offset, length, mode(flush));
        while (done < length && waiting.hasRemaining() && super.needsInput()) {
            giveOne();
            done += super.deflate(packed, offset + done, length - done, mode(flush));
        }
        return done;
    }

    @Override
    public synchronized int deflate(ByteBuffer packed, int flush) {
        int done = super.deflate(packed, mode(flush));
        while (packed.hasRemaining() && waiting.hasRemaining() && super.needsInput()) {
            giveOne();
            done += super.deflate(packed, mode(flush));
        }
        return done;
    }

    // It is flushed and ended behind the last piece.
    private int mode(int flush) {
        if (waiting.hasRemaining()) {
            return NO_FLUSH;
        }
        if (finishing) {
            super.finish();
        }
        return flush;
    }

    @Override
    public synchronized void reset() {
        super.reset();
        waiting = ByteBuffer.allocate(0);
        finishing = false;
    }
}
