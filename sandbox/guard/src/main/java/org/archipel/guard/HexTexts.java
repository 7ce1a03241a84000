package org.archipel.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;

/** Bounds what a format of bytes puts between them, and writes many of them in pieces with a checkpoint before each. */
public final class HexTexts {
    private static final int LONGEST = 64;
    private static final int PIECE = 1 << 10;

    private HexTexts() {}

    /** @return the same, if it is short enough to be there for each byte */
    public static String checked(String between) {
        if (between.length() > LONGEST) {
            throw new SecurityException("not allowed to extensions: " + between.length() + " characters for each byte");
        }
        return between;
    }

    public static String formatHex(HexFormat format, byte[] bytes) {
        return formatHex(format, bytes, 0, bytes.length);
    }

    public static String formatHex(HexFormat format, byte[] bytes, int from, int to) {
        long each = 2L
                + format.prefix().length()
                + format.suffix().length()
                + format.delimiter().length();
        Sizes.checkTotal(each * Math.max(0L, (long) to - from));
        return format.formatHex(bytes, from, to);
    }

    public static Object formatHex(HexFormat format, Appendable out, byte[] bytes) {
        return formatHex(format, out, bytes, 0, bytes.length);
    }

    public static Object formatHex(HexFormat format, Appendable out, byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        for (int done = from; done < to; done += PIECE) {
            Checkpoint.check();
            if (done > from) {
                append(out, format.delimiter());
            }
            format.formatHex(out, bytes, done, Math.min(to, done + PIECE));
        }
        return out;
    }

    private static void append(Appendable out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
