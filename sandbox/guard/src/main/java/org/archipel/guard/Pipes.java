package org.archipel.guard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is unpacked is read through checkpoints, so that whoever reads it in one piece, within the JDK, can be stopped. */
public final class Unpacking {
    private Unpacking() {}

    /** @return the same bytes, passing a checkpoint each time that some are read */
    public static InputStream checked(InputStream packed) {
        return packed == null ? null : new CheckedInput(packed);
    }

    private static final class CheckedInput extends FilterInputStream {
        private CheckedInput(InputStream packed) {
            super(packed);
        }

        @Override
        public int read() throws IOException {
            Checkpoint.check();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Checkpoint.check();
            return in.read(bytes, offset, length);
        }
    }
}
