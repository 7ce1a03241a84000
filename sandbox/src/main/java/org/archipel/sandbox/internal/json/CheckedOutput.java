package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.io.OutputDecorator;
import java.io.FilterOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import org.archipel.guard.Checkpoint;

/**
 * Puts a checkpoint behind each buffer of JSON that is written: values that hold each other more than once are few in memory, and
 * without end in JSON, which code without checkpoints writes.
 */
final class CheckedOutput extends OutputDecorator {
    private static final long serialVersionUID = 1L;

    @Override
    public OutputStream decorate(IOContext context, OutputStream out) {
        return new CheckedStream(out);
    }

    @Override
    public Writer decorate(IOContext context, Writer out) {
        return new CheckedWriter(out);
    }

    private static final class CheckedStream extends FilterOutputStream {
        CheckedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Checkpoint.check();
            out.write(bytes, offset, length);
        }
    }

    private static final class CheckedWriter extends FilterWriter {
        CheckedWriter(Writer out) {
            super(out);
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            Checkpoint.check();
            out.write(characters, offset, length);
        }
    }
}
