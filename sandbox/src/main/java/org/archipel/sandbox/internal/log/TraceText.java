package org.archipel.sandbox.internal.log;

import java.io.PrintWriter;
import java.io.Writer;

/** The beginning of an exception's stack trace: what it names, and how many frames it has, its maker decides. */
final class TraceText extends Writer {
    private static final String UNTOLD = ", which failed to tell its trace";

    private final StringBuilder text = new StringBuilder();
    private final int longest;

    private TraceText(int longest) {
        this.longest = longest;
    }

    /** Ends the writing of a trace that is longer. */
    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super(null, null, false, false);
        }
    }

    /** At most so many characters, and some; runs the exception's code, and throws nothing that it throws. */
    static String of(Throwable failure, int longest) {
        TraceText trace = new TraceText(longest);
        try {
            failure.printStackTrace(new PrintWriter(trace));
        } catch (Full e) {
            // There is enough of it.
        } catch (Throwable e) {
            // It is nobody's business how it fails; a call that is to end does so at the next checkpoint.
            trace.text
                    .append(trace.text.length() == 0 ? "" : "\n")
                    .append(failure.getClass().getName())
                    .append(UNTOLD);
        }
        return trace.text.toString();
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        text.append(characters, offset, Math.min(length, longest));
        checkRoom();
    }

    @Override
    public void write(String written, int offset, int length) {
        text.append(written, offset, offset + Math.min(length, longest));
        checkRoom();
    }

    private void checkRoom() {
        if (text.length() > longest) {
            throw new Full();
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
