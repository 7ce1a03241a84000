package org.example.attacks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.PropertyResourceBundle;
import java.util.Scanner;

/** Words and texts by language, read in one piece: with delimiters that are slow to find, and more names than a map should have. */
public final class TextFileAttacks {
    private static final int ACCENTS = 500_000;

    private TextFileAttacks() {}

    private static int words(String delimiter) {
        return new Scanner("e" + "\u0301".repeat(ACCENTS))
                .useDelimiter(delimiter)
                .next()
                .length();
    }

    @Attack(
            number = 315,
            title = "Words between letters with half a million accents",
            expected = Verdict.DENIED,
            by = "java.util.Scanner.useDelimiter")
    public static final class Clusters extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return words("\\Xa");
        }
    }

    @Attack(
            number = 315,
            title = "Words between ends of words with half a million accents",
            expected = Verdict.DENIED,
            by = "java.util.Scanner.useDelimiter")
    public static final class Boundaries extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return words("\\ba");
        }
    }

    @Attack(number = 315, title = "Words and texts by language as everybody reads them", expected = Verdict.ALLOWED)
    public static final class Ordinary extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            String text = new Scanner("a\\b").useDelimiter("\\\\").next()
                    + new Scanner("a|b").useDelimiter("\\|").next()
                    + new Scanner("a\tb").useDelimiter("\\t").next()
                    + new PropertyResourceBundle(new ByteArrayInputStream("c=d".getBytes())).getString("c");
            return text.equals("aaad") ? null : text;
        }
    }

    @Attack(
            number = 316,
            title = "Texts by language, of a stream of its own, without end",
            expected = Verdict.DENIED,
            by = "java.util.PropertyResourceBundle of more than")
    public static final class EndlessTexts extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    return 'a';
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                    return length;
                }
            };
            return new PropertyResourceBundle(endless).getKeys().nextElement();
        }
    }

    @Attack(
            number = 316,
            title = "A hundred thousand texts by language, of a reader of its own",
            expected = Verdict.DENIED,
            by = "java.util.ResourceBundle with more than")
    public static final class ManyTexts extends Probe {
        private static final int TEXTS = 100_000;

        @Override
        protected Object attempt(Stage stage) throws IOException {
            Reader numbers = new Reader() {
                private int next;

                @Override
                public int read(char[] characters, int offset, int length) {
                    if (next == TEXTS) {
                        return -1;
                    }
                    String line = next++ + "\n";
                    line.getChars(0, line.length(), characters, offset);
                    return line.length();
                }

                @Override
                public void close() {}
            };
            Enumeration<String> keys = new PropertyResourceBundle(numbers).getKeys();
            return keys.nextElement();
        }
    }
}
