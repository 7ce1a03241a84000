package org.archipel.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * What packs, made by extensions, in place of the classes of the JDK of the same names. Each holds memory outside of the heap, which is
 * counted and bounded for each extension. Those that are given what packs hold none of their own.
 */
public final class Packers {
    private static final int PIECE = PiecewiseDeflater.PIECE;

    private Packers() {}

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class Deflater extends PiecewiseDeflater {
        private final NativeMemory memory;

        public Deflater(Class<?> caller) {
            this(NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private Deflater(NativeMemory memory) {
            super();
            this.memory = memory;
        }

        public Deflater(int level, Class<?> caller) {
            this(level, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private Deflater(int level, NativeMemory memory) {
            super(level);
            this.memory = memory;
        }

        public Deflater(int level, boolean nowrap, Class<?> caller) {
            this(level, nowrap, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private Deflater(int level, boolean nowrap, NativeMemory memory) {
            super(level, nowrap);
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
    public static final class DeflaterOutputStream extends java.util.zip.DeflaterOutputStream {
        private final NativeMemory memory;

        public DeflaterOutputStream(OutputStream out, Class<?> caller) {
            this(out, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private DeflaterOutputStream(OutputStream out, NativeMemory memory) {
            super(out);
            this.memory = memory;
        }

        public DeflaterOutputStream(OutputStream out, boolean flush, Class<?> caller) {
            this(out, flush, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private DeflaterOutputStream(OutputStream out, boolean flush, NativeMemory memory) {
            super(out, flush);
            this.memory = memory;
        }

        public DeflaterOutputStream(OutputStream out, java.util.zip.Deflater deflater, Class<?> caller) {
            this(out, deflater, (NativeMemory) null);
        }

        private DeflaterOutputStream(OutputStream out, java.util.zip.Deflater deflater, NativeMemory memory) {
            super(out, deflater);
            this.memory = memory;
        }

        public DeflaterOutputStream(OutputStream out, java.util.zip.Deflater deflater, boolean flush, Class<?> caller) {
            this(out, deflater, flush, (NativeMemory) null);
        }

        private DeflaterOutputStream(
                OutputStream out, java.util.zip.Deflater deflater, boolean flush, NativeMemory memory) {
            super(out, deflater, flush);
            this.memory = memory;
        }

        public DeflaterOutputStream(OutputStream out, java.util.zip.Deflater deflater, int size, Class<?> caller) {
            this(out, deflater, Sizes.check(size), (NativeMemory) null);
        }

        private DeflaterOutputStream(OutputStream out, java.util.zip.Deflater deflater, int size, NativeMemory memory) {
            super(out, deflater, size);
            this.memory = memory;
        }

        public DeflaterOutputStream(
                OutputStream out, java.util.zip.Deflater deflater, int size, boolean flush, Class<?> caller) {
            this(out, deflater, Sizes.check(size), flush, (NativeMemory) null);
        }

        private DeflaterOutputStream(
                OutputStream out, java.util.zip.Deflater deflater, int size, boolean flush, NativeMemory memory) {
            super(out, deflater, size, flush);
            this.memory = memory;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Pieces.each(bytes, offset, length, PIECE, super::write);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    def.end();
                    memory.giveBack();
                }
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class GZIPOutputStream extends java.util.zip.GZIPOutputStream {
        private final NativeMemory memory;

        public GZIPOutputStream(OutputStream out, Class<?> caller) throws IOException {
            this(out, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private GZIPOutputStream(OutputStream out, NativeMemory memory) throws IOException {
            super(out);
            this.memory = memory;
        }

        public GZIPOutputStream(OutputStream out, boolean flush, Class<?> caller) throws IOException {
            this(out, flush, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private GZIPOutputStream(OutputStream out, boolean flush, NativeMemory memory) throws IOException {
            super(out, flush);
            this.memory = memory;
        }

        public GZIPOutputStream(OutputStream out, int size, Class<?> caller) throws IOException {
            this(out, Sizes.check(size), NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private GZIPOutputStream(OutputStream out, int size, NativeMemory memory) throws IOException {
            super(out, size);
            this.memory = memory;
        }

        public GZIPOutputStream(OutputStream out, int size, boolean flush, Class<?> caller) throws IOException {
            this(out, Sizes.check(size), flush, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private GZIPOutputStream(OutputStream out, int size, boolean flush, NativeMemory memory) throws IOException {
            super(out, size, flush);
            this.memory = memory;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Pieces.each(bytes, offset, length, PIECE, super::write);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    def.end();
                    memory.giveBack();
                }
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class ZipOutputStream extends java.util.zip.ZipOutputStream {
        private final NativeMemory memory;

        public ZipOutputStream(OutputStream out, Class<?> caller) {
            this(out, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private ZipOutputStream(OutputStream out, NativeMemory memory) {
            super(out);
            this.memory = memory;
        }

        public ZipOutputStream(OutputStream out, Charset charset, Class<?> caller) {
            this(out, charset, NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private ZipOutputStream(OutputStream out, Charset charset, NativeMemory memory) {
            super(out, charset);
            this.memory = memory;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Pieces.each(bytes, offset, length, PIECE, super::write);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    def.end();
                    memory.giveBack();
                }
            }
        }
    }

    /** As that of the JDK; its memory outside of the heap is counted. */
    public static final class DeflaterInputStream extends java.util.zip.DeflaterInputStream {
        private final NativeMemory memory;

        public DeflaterInputStream(InputStream in, Class<?> caller) {
            this(Pipes.checked(in), NativeMemory.take(caller, NativeMemory.PACKING));
        }

        private DeflaterInputStream(InputStream in, NativeMemory memory) {
            super(in);
            this.memory = memory;
        }

        public DeflaterInputStream(InputStream in, java.util.zip.Deflater deflater, Class<?> caller) {
            this(Pipes.checked(in), deflater, (NativeMemory) null);
        }

        private DeflaterInputStream(InputStream in, java.util.zip.Deflater deflater, NativeMemory memory) {
            super(in, deflater);
            this.memory = memory;
        }

        public DeflaterInputStream(InputStream in, java.util.zip.Deflater deflater, int size, Class<?> caller) {
            this(Pipes.checked(in), deflater, Sizes.check(size), (NativeMemory) null);
        }

        private DeflaterInputStream(InputStream in, java.util.zip.Deflater deflater, int size, NativeMemory memory) {
            super(in, deflater, size);
            this.memory = memory;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                if (memory != null) {
                    def.end();
                    memory.giveBack();
                }
            }
        }
    }
}
