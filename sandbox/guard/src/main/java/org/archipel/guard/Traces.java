package org.archipel.guard;

import java.io.PrintStream;
import java.io.PrintWriter;

/** Stack traces pass a checkpoint at each frame: what a frame names, and how many there are, an extension may say. */
public final class Traces {
    private Traces() {}

    /** Writes to the log of the extension, which is where others look for what went wrong. */
    public static void printStackTrace(Throwable thrown, Class<?> caller) {
        Logs.sink(caller).write(System.Logger.Level.WARNING, "a stack trace", thrown);
    }

    /** @return one that prints the same there */
    public static PrintWriter checked(PrintWriter out) {
        return out == null ? null : new CheckedWriter(out);
    }

    /** @return one that prints the same there */
    public static PrintStream checked(PrintStream out) {
        return out == null ? null : new CheckedStream(out);
    }

    private static final class CheckedWriter extends PrintWriter {
        private final PrintWriter printer;

        private CheckedWriter(PrintWriter printer) {
            super(printer);
            this.printer = printer;
        }

        @Override
        public void println(Object line) {
            Checkpoint.check();
            printer.println(line);
        }

        @Override
        public void println(String line) {
            Checkpoint.check();
            printer.println(line);
        }
    }

    private static final class CheckedStream extends PrintStream {
        private final PrintStream printer;

        private CheckedStream(PrintStream printer) {
            super(printer);
            this.printer = printer;
        }

        @Override
        public void println(Object line) {
            Checkpoint.check();
            printer.println(line);
        }

        @Override
        public void println(String line) {
            Checkpoint.check();
            printer.println(line);
        }
    }
}
