package org.example.attacks;

import java.io.IOException;
import java.io.LineNumberReader;
import java.io.StringReader;
import java.security.spec.ECFieldF2m;
import java.text.AttributedString;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts and numbers of gigabytes, made in one piece of little, and texts whose attributes are looked at one by one. */
public final class TextPieceAttacks {
    private static final int LINES = 1_000;
    private static final int WIDE = 16_000_000;
    private static final int SWITCHES = 32 << 20;
    private static final int LEVELS = 40;
    private static final int PLACES = 5_000;
    private static final int MANY = 100_000;

    private TextPieceAttacks() {}

    private static final class Mark extends Format.Field {
        private static final long serialVersionUID = 1L;

        Mark() {
            super("mark");
        }
    }

    @Attack(
            number = 320,
            title = "Lines with megabytes of blanks before each",
            expected = Verdict.DENIED,
            by = "in one piece")
    public static final class Indented extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "\n".repeat(LINES).indent(WIDE).length();
        }
    }

    @Attack(number = 320, title = "Millions of switches, written as a text", expected = Verdict.DENIED)
    public static final class Switches extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Arrays.toString(new boolean[SWITCHES]).length();
        }
    }

    @Attack(
            number = 322,
            title = "A field of a curve with two milliard bits",
            expected = Verdict.DENIED,
            by = "a number of")
    public static final class Curve extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ECFieldF2m(Integer.MAX_VALUE - 1, new int[] {1}).getM();
        }
    }

    @Attack(
            number = 322,
            title = "A mark in lines that are numbered, for all that may come",
            expected = Verdict.DENIED,
            by = "elements in one piece")
    public static final class NumberedLines extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            LineNumberReader lines = new LineNumberReader(new StringReader("a".repeat(LINES * LINES)));
            lines.mark(Integer.MAX_VALUE - 8);
            return lines.readLine().length();
        }
    }

    private static List<Object> lists() {
        List<Object> inner = List.of("a");
        for (int i = 0; i < LEVELS; i++) {
            inner = List.of(inner, inner);
        }
        return inner;
    }

    @Attack(
            number = 320,
            title = "Lists that hold each other twice, compared as attributes of a text",
            expected = Verdict.DENIED,
            by = "java.text.AttributedString")
    public static final class ComparedAttributes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Mark mark = new Mark();
            AttributedString text = new AttributedString("ab");
            text.addAttribute(mark, lists(), 0, 1);
            text.addAttribute(mark, lists(), 1, 2);
            return text.getIterator().getRunLimit(mark);
        }
    }

    @Attack(
            number = 320,
            title = "Attributes without end, looked for in each part of a text",
            expected = Verdict.DENIED,
            by = "AttributedCharacterIterator.getRunLimit")
    public static final class SoughtAttributes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Set<Format.Field> marks = new HashSet<>();
            for (int i = 0; i < MANY; i++) {
                marks.add(new Mark());
            }
            return new MessageFormat("{0}{1}".repeat(PLACES))
                    .formatToCharacterIterator(new Object[] {"a", "b"})
                    .getRunLimit(marks);
        }
    }
}
