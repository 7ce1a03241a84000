package org.archipel.guard;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.FilterReader;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.util.Enumeration;

/**
 * What streams read from and write to passes checkpoints, so that whoever reads or writes much in one piece, within the JDK, can be
 * stopped: what is unpacked, or goes through a thousand streams within each other.
 */
public final class Pipes {
    private Pipes() {}

    /** @return the same bytes, passing a checkpoint each time that some are read */
    public static InputStream checked(InputStream in) {
        return in == null || in instanceof CheckedInput ? in : new CheckedInput(in);
    }

    /** @return the same stream, passing a checkpoint each time that some bytes are written */
    public static OutputStream checked(OutputStream out) {
        return out == null || out instanceof CheckedOutput ? out : new CheckedOutput(out);
    }

    /** @return the same characters, passing a checkpoint each time that some are read */
    public static Reader checked(Reader in) {
        return in == null || in instanceof CheckedReader ? in : new CheckedReader(in);
    }

    /** @return the same writer, passing a checkpoint each time that some characters are written */
    public static Writer checked(Writer out) {
        return out == null || out instanceof CheckedWriter ? out : new CheckedWriter(out);
    }

    /** @return the same streams, each passing a checkpoint each time that some bytes are read */
    public static Enumeration<?> checked(Enumeration<?> streams) {
        if (streams == null) {
            return null;
        }
        return new Enumeration<Object>() {
            @Override
            public boolean hasMoreElements() {
                return streams.hasMoreElements();
            }

            @Override
            public Object nextElement() {
                return checked((InputStream) streams.nextElement());
            }
        };
    }

    private static final class CheckedInput extends FilterInputStream {
        private CheckedInput(InputStream in) {
            super(in);
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

    private static final class CheckedOutput extends FilterOutputStream {
        private CheckedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            Checkpoint.check();
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Checkpoint.check();
            out.write(bytes, offset, length);
        }
    }

    private static final class CheckedReader extends FilterReader {
        private CheckedReader(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            Checkpoint.check();
            return in.read();
        }

        @Override
        public int read(char[] characters, int offset, int length) throws IOException {
            Checkpoint.check();
            return in.read(characters, offset, length);
        }
    }

    private static final class CheckedWriter extends FilterWriter {
        private CheckedWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            Checkpoint.check();
            out.write(value);
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            Checkpoint.check();
            out.write(characters, offset, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            Checkpoint.check();
            out.write(text, offset, length);
        }
    }
}
