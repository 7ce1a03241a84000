package org.archipel.guard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Scanner;
import java.util.regex.Pattern;

/** Words and lines are looked for by expressions, which pass no checkpoint there: in as much of a stream as of a text. */
public final class Scanning {
    // Each part looks at one character, or at none: at any place of a text, so many are looked at and no more. Of the
    // escapes, \b,
    // \B and \X go over all the accents around a place, and \Q makes a text of what follows.
    private static final Pattern PLAIN =
            Pattern.compile("(?:[^*+?{}()|\\[\\]\\\\]|\\\\[AaefnrtdDhHsSvVwW\\p{Punct}]){1,16}+");

    private Scanning() {}

    /** @return the same bytes, as far as they may be scanned */
    public static InputStream checked(InputStream in) {
        StackRoom.check();
        return in == null ? null : new Scanned(in);
    }

    /** Others than plain ones would be expressions of any kind. */
    public static Scanner useDelimiter(Scanner words, String delimiter) {
        if (!PLAIN.matcher(delimiter).matches()) {
            throw new SecurityException(
                    "not allowed to extensions: java.util.Scanner.useDelimiter of an expression; use String.split");
        }
        return words.useDelimiter(delimiter);
    }

    private static final class Scanned extends FilterInputStream {
        private int left = Texts.LONGEST_SCANNED;

        private Scanned(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Checkpoint.check();
            int read = in.read(bytes, offset, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new SecurityException("not allowed to extensions: java.util.Scanner of a stream of more than "
                        + Texts.LONGEST_SCANNED + " bytes; use java.io.BufferedReader");
            }
            return read;
        }
    }
}
