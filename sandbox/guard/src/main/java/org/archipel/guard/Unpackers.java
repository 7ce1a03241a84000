package org.archipel.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * What unpacks, made by extensions, in place of the classes of the JDK of the same names. Each holds memory outside of the heap, which is
 * counted and bounded for each extension. Those that are given what unpacks hold none of their own.
 */
public final class Unpackers {
    private Unpackers() {}

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class Inflater extends java.util.zip.Inflater {
        private final NativeMemory memory;

        public Inflater(Class<?> caller) {
            this(NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private Inflater(NativeMemory memory) {
            super();
            this.memory = memory;
        }

        public Inflater(boolean nowrap, Class<?> caller) {
            this(nowrap, NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private Inflater(boolean nowrap, NativeMemory memory) {
            super(nowrap);
            this.memory = memory;
        }

        @Override
        public void end() {
            super.end();
            if (memory != null) {
                memory.giveBack();
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class InflaterInputStream extends java.util.zip.InflaterInputStream {
        private final NativeMemory memory;

        public InflaterInputStream(InputStream in, Class<?> caller) {
            this(Pipes.checked(in), NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private InflaterInputStream(InputStream in, NativeMemory memory) {
            super(in);
            this.memory = memory;
        }

        public InflaterInputStream(InputStream in, java.util.zip.Inflater inflater, Class<?> caller) {
            this(Pipes.checked(in), inflater, (NativeMemory) null);
        }

        private InflaterInputStream(InputStream in, java.util.zip.Inflater inflater, NativeMemory memory) {
            super(in, inflater);
            this.memory = memory;
        }

        public InflaterInputStream(InputStream in, java.util.zip.Inflater inflater, int size, Class<?> caller) {
            this(Pipes.checked(in), inflater, Sizes.check(size), (NativeMemory) null);
        }

        private InflaterInputStream(InputStream in, java.util.zip.Inflater inflater, int size, NativeMemory memory) {
            super(in, inflater, size);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    inf.end();
                    memory.giveBack();
                }
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class GZIPInputStream extends java.util.zip.GZIPInputStream {
        private final NativeMemory memory;

        public GZIPInputStream(InputStream in, Class<?> caller) throws IOException {
            this(Pipes.checked(in), NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private GZIPInputStream(InputStream in, NativeMemory memory) throws IOException {
            super(in);
            this.memory = memory;
        }

        public GZIPInputStream(InputStream in, int size, Class<?> caller) throws IOException {
            this(Pipes.checked(in), Sizes.check(size), NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private GZIPInputStream(InputStream in, int size, NativeMemory memory) throws IOException {
            super(in, size);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    inf.end();
                    memory.giveBack();
                }
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class ZipInputStream extends java.util.zip.ZipInputStream {
        private final NativeMemory memory;

        public ZipInputStream(InputStream in, Class<?> caller) {
            this(Pipes.checked(in), NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private ZipInputStream(InputStream in, NativeMemory memory) {
            super(in);
            this.memory = memory;
        }

        public ZipInputStream(InputStream in, Charset charset, Class<?> caller) {
            this(Pipes.checked(in), charset, NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private ZipInputStream(InputStream in, Charset charset, NativeMemory memory) {
            super(in, charset);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    inf.end();
                    memory.giveBack();
                }
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class InflaterOutputStream extends java.util.zip.InflaterOutputStream {
        private final NativeMemory memory;

        public InflaterOutputStream(OutputStream out, Class<?> caller) {
            this(out, NativeMemory.take(caller, NativeMemory.UNPACKING));
        }

        private InflaterOutputStream(OutputStream out, NativeMemory memory) {
            super(out);
            this.memory = memory;
        }

        public InflaterOutputStream(OutputStream out, java.util.zip.Inflater inflater, Class<?> caller) {
            this(out, inflater, (NativeMemory) null);
        }

        private InflaterOutputStream(OutputStream out, java.util.zip.Inflater inflater, NativeMemory memory) {
            super(out, inflater);
            this.memory = memory;
        }

        public InflaterOutputStream(OutputStream out, java.util.zip.Inflater inflater, int size, Class<?> caller) {
            this(out, inflater, Sizes.check(size), (NativeMemory) null);
        }

        private InflaterOutputStream(OutputStream out, java.util.zip.Inflater inflater, int size, NativeMemory memory) {
            super(out, inflater, size);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    inf.end();
                    memory.giveBack();
                }
            }
        }
    }
}
