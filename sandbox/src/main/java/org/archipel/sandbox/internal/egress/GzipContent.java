package org.archipel.sandbox.internal.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), however many members follow each other: that of the JDK calls itself for each, so that some hundred kilobytes
 * of empty ones are more than a thread's stack. Not thread-safe.
 */
final class GzipContent extends InputStream {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    /** Time, flags of the method, and system. */
    private static final int UNUSED = 6;

    private final PushbackInputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] packed;
    private int filled;
    private boolean ended;

    /**
     * Reads the first header.
     *
     * @param source can take back a piece
     * @param piece bytes that are read at once
     * @throws ZipException if it is no gzip
     */
    GzipContent(PushbackInputStream source, int piece) throws IOException {
        this.source = source;
        this.packed = new byte[piece];
        boolean begun = false;
        try {
            if (!begins()) {
                throw new ZipException("no gzip");
            }
            header();
            begun = true;
        } finally {
            if (!begun) {
                inflater.end();
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] piece, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int read = inflated(piece, offset, length);
            if (read > 0) {
                sum.update(piece, offset, read);
                return read;
            }
            nextMember();
        }
        return -1;
    }

    /** Nothing at the end of a member. */
    private int inflated(byte[] piece, int offset, int length) throws IOException {
        try {
            int read = inflater.inflate(piece, offset, length);
            while (read == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw new ZipException("a dictionary that is not there");
                }
                if (inflater.needsInput()) {
                    fill();
                }
                read = inflater.inflate(piece, offset, length);
            }
            return read;
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("no packed content").initCause(e);
        }
    }

    private void fill() throws IOException {
        filled = source.read(packed, 0, packed.length);
        if (filled < 0) {
            throw new EOFException("the end of gzip is missing");
        }
        inflater.setInput(packed, 0, filled);
    }

    // What follows the last member and is none is padding.
    private void nextMember() throws IOException {
        int rest = inflater.getRemaining();
        source.unread(packed, filled - rest, rest);
        if (number(4) != sum.getValue() || number(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("content that is not what was packed");
        }
        if (!begins()) {
            ended = true;
            return;
        }
        header();
        inflater.reset();
        sum.reset();
    }

    // Both bytes are read or none.
    private boolean begins() throws IOException {
        int first = source.read();
        if (first < 0) {
            return false;
        }
        int second = source.read();
        if (first == MAGIC_1 && second == MAGIC_2) {
            return true;
        }
        if (second >= 0) {
            source.unread(second);
        }
        source.unread(first);
        return false;
    }

    private void header() throws IOException {
        if (next() != DEFLATE) {
            throw new ZipException("an unknown method");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown flags");
        }
        pass(UNUSED);
        if ((flags & EXTRA) != 0) {
            pass(number(2));
        }
        if ((flags & NAME) != 0) {
            passText();
        }
        if ((flags & COMMENT) != 0) {
            passText();
        }
        if ((flags & HEADER_SUM) != 0) {
            pass(2);
        }
    }

    private void pass(long bytes) throws IOException {
        for (long i = 0; i < bytes; i++) {
            next();
        }
    }

    private void passText() throws IOException {
        int value = next();
        while (value != 0) {
            value = next();
        }
    }

    /** Least byte first. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << 8 * i;
        }
        return number;
    }

    private int next() throws IOException {
        int value = source.read();
        if (value < 0) {
            throw new EOFException("the end of gzip is missing");
        }
        return value;
    }

    /** Ends the unpacking; what is unpacked stays open. */
    @Override
    public void close() {
        inflater.end();
        ended = true;
    }
}
