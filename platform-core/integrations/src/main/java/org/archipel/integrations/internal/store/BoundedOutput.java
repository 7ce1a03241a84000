package org.archipel.integrations.internal.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/** Takes what is written until there is more than may be: one text that is held many times is written as often. */
final class BoundedOutput {
    private BoundedOutput() {}

    /** There was more. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Bytes, none of them beyond the most. */
    static final class Bytes extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;

        Bytes(int most) {
            this.most = most;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] values, int offset, int length) throws IOException {
            if (length > most - bytes.size()) {
                throw new FullException();
            }
            bytes.write(values, offset, length);
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    /** Characters, up to the most. */
    static final class Text extends Writer {
        private final StringBuilder text = new StringBuilder();
        private final int most;

        Text(int most) {
            this.most = most;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            int room = Math.min(length, most - text.length());
            text.append(characters, offset, room);
            if (room < length) {
                throw new FullException();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
