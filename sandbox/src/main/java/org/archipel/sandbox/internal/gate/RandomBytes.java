package org.archipel.sandbox.internal.gate;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Bytes that can be read at any place: of a file, or of an archive that lies within another. */
interface RandomBytes {
    long size();

    /** Reads exactly so many bytes; little-endian, as zip archives are. */
    ByteBuffer read(long position, int length) throws IOException;

    static RandomBytes of(byte[] bytes) {
        return new RandomBytes() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public ByteBuffer read(long position, int length) throws IOException {
                if (position < 0 || position + length > bytes.length) {
                    throw new EOFException("past the end");
                }
                return ByteBuffer.wrap(bytes, (int) position, length)
                        .slice()
                        .asReadOnlyBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    static RandomBytes of(FileChannel channel) throws IOException {
        long size = channel.size();
        return new RandomBytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public ByteBuffer read(long position, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
                while (buffer.hasRemaining()) {
                    if (position < 0 || channel.read(buffer, position + buffer.position()) < 0) {
                        throw new EOFException("past the end");
                    }
                }
                return buffer.flip();
            }
        };
    }
}
