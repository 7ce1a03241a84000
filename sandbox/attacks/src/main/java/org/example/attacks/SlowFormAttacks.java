package org.example.attacks;

import java.net.URI;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** More of what takes seconds or hours in one piece, in forms that look like ordinary ones. */
public final class SlowFormAttacks {
    private static final int MANY = 400_000;

    private SlowFormAttacks() {}

    private static CopyOnWriteArrayList<Object> many() {
        Object[] values = new Object[MANY];
        Arrays.setAll(values, i -> i);
        return new CopyOnWriteArrayList<>(values);
    }

    @Attack(number = 229, title = "Many values added to a list that is copied for each", expected = Verdict.KILLED)
    public static final class Added extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.addAll(new CopyOnWriteArrayList<>(), many().toArray());
        }
    }

    @Attack(number = 229, title = "A list that is copied for each value, turned round", expected = Verdict.KILLED)
    public static final class Reversed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> list = many();
            Collections.reverse(list);
            return list.size();
        }
    }

    @Attack(number = 229, title = "A list that is copied for each value, shuffled", expected = Verdict.KILLED)
    public static final class Shuffled extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> list = Collections.synchronizedList(many());
            Collections.shuffle(list, new Random(1));
            return list.size();
        }
    }

    @Attack(number = 229, title = "Many equal values removed from a part of a vector", expected = Verdict.KILLED)
    public static final class Removed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Vector<Object> vector = new Vector<>(Collections.nCopies(4_000_000, (Object) "a"));
            vector.subList(0, 3_900_000).removeIf(Predicate.isEqual("a"));
            return vector.size();
        }
    }

    @Attack(number = 230, title = "A date with millions of blanks before it", expected = Verdict.DENIED)
    public static final class Padded extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DateTimeFormatterBuilder()
                    .padNext(2_000_000)
                    .appendValue(ChronoField.YEAR)
                    .toFormatter(Locale.ROOT)
                    .format(LocalDate.EPOCH)
                    .length();
        }
    }

    @Attack(number = 230, title = "A pattern with millions of blanks before a date", expected = Verdict.DENIED)
    public static final class PaddedPattern extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return DateTimeFormatter.ofPattern("p".repeat(2_000_000) + "y", Locale.ROOT)
                    .format(LocalDate.EPOCH)
                    .length();
        }
    }

    @Attack(number = 230, title = "An address of many accents, in ASCII", expected = Verdict.DENIED)
    public static final class Accents extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return URI.create("http://example.com/a" + "\u0316\u0301".repeat(400_000))
                    .toASCIIString()
                    .length();
        }
    }

    @Attack(
            number = 230,
            title = "Words of a language without blanks between them",
            expected = {Verdict.DENIED, Verdict.ALLOWED},
            because = "the language may not be there")
    public static final class Words extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            BreakIterator words = BreakIterator.getWordInstance(new Locale("th"));
            words.setText("\u0e01".repeat(2_000_000));
            return words.next();
        }
    }

    @Attack(number = 230, title = "The text of more than a million small values", expected = Verdict.DENIED)
    public static final class SmallValues extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.nCopies(1_500_000, 1).toString().length();
        }
    }

    /** Says that it is short. */
    private static final class Short implements CharSequence {
        private final String text;

        Short(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Attack(number = 232, title = "A long text that says that it is short, looked for", expected = Verdict.DENIED)
    public static final class Sought extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "a".repeat(4_000_000).contains(new Short("a".repeat(2_000_000) + "b"));
        }
    }

    @Attack(
            number = 232,
            title = "A long text that says that it is short, put for each letter",
            expected = Verdict.DENIED)
    public static final class Replaced extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return "a"
                    .repeat(400)
                    .replace("a", new Short("a".repeat(1_000_000)))
                    .length();
        }
    }

    @Attack(number = 232, title = "Accents in a text that says that it is short", expected = Verdict.DENIED)
    public static final class Normalized extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Normalizer.normalize(new Short("\u0316\u0301".repeat(400_000)), Normalizer.Form.NFC)
                    .length();
        }
    }

    /** Holds other values each time that somebody looks. */
    private static final class Changing extends AbstractCollection<Object> {
        private final List<Object> first = List.of("light");
        private final List<Object> later;
        private int looks;

        Changing(List<Object> later) {
            this.later = later;
        }

        @Override
        public Iterator<Object> iterator() {
            return looks++ == 0 ? first.iterator() : later.iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @Attack(
            number = 232,
            title = "Values that are others when they are added",
            expected = {Verdict.DENIED, Verdict.ALLOWED},
            because = "they are taken as they were when they were looked at")
    public static final class Changed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> inner = List.of("a");
            for (int i = 0; i < 40; i++) {
                inner = List.of(inner, inner);
            }
            Set<Object> set = new HashSet<>();
            return set.addAll(new Changing(List.of(inner)));
        }
    }
}
