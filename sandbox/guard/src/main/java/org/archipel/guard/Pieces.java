package org.archipel.guard;

import java.util.Objects;

/** Goes through arrays in pieces, with a checkpoint before each, where the JDK would do so in one. */
final class Pieces {
    /** As long as a piece is usually, in bytes. */
    static final int USUAL = 1 << 16;

    private Pieces() {}

    /** Takes a piece of an array. */
    @FunctionalInterface
    interface Taker<E extends Exception> {
        void take(byte[] bytes, int offset, int length) throws E;
    }

    /** Has each piece of a part of an array taken. */
    static <E extends Exception> void each(byte[] bytes, int offset, int length, Taker<E> taker) throws E {
        each(bytes, offset, length, USUAL, taker);
    }

    /** @param size of the longest piece */
    static <E extends Exception> void each(byte[] bytes, int offset, int length, int size, Taker<E> taker) throws E {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int done = 0; done < length; done += size) {
            Checkpoint.check();
            taker.take(bytes, offset + done, Math.min(size, length - done));
        }
    }
}
