package org.example.attacks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.IDN;
import java.text.Collator;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/** Code of the JDK that takes long in one piece, where no checkpoint is. Each ends after some seconds if nothing stops it. */
public final class EndlessAttacks {
    private EndlessAttacks() {}

    @Attack(number = 206, title = "Padding with a character", expected = Verdict.DENIED)
    public static final class Padding extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DateTimeFormatterBuilder()
                    .padNext(50_000_000, 'x')
                    .appendLiteral('a')
                    .toFormatter(Locale.ROOT)
                    .format(LocalDate.EPOCH)
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, in a format", expected = Verdict.DENIED)
    public static final class ManyZeros extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new DecimalFormat("0")
                    .format(new BigDecimal(BigInteger.TWO, -20_000_000))
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, in String.format", expected = Verdict.DENIED)
    public static final class ManyZerosFormatted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.format(Locale.ROOT, "%.0f", BigDecimal.valueOf(1, -20_000_000))
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, from a text", expected = Verdict.DENIED)
    public static final class ManyZerosRead extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return NumberFormat.getInstance(Locale.ROOT)
                    .format(new BigDecimal("1e20000000"))
                    .length();
        }
    }

    @Attack(number = 206, title = "A decimal of many zeros, scaled", expected = Verdict.DENIED)
    public static final class ManyZerosScaled extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return NumberFormat.getInstance(Locale.ROOT)
                    .format(BigDecimal.ONE.scaleByPowerOfTen(20_000_000))
                    .length();
        }
    }

    @Attack(
            number = 207,
            title = "Words between many delimiters",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Delimiters extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String text = "a".repeat(400_000);
            return new StringTokenizer(text, "b".repeat(400_000)).countTokens();
        }
    }

    private static List<Integer> numbers(int from, int count) {
        Integer[] numbers = new Integer[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = from + i;
        }
        return Arrays.asList(numbers);
    }

    @Attack(
            number = 207,
            title = "Only those that a list does not have",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class AddAbsent extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new CopyOnWriteArrayList<>(numbers(0, 150_000)).addAllAbsent(numbers(1_000_000, 150_000));
        }
    }

    @Attack(
            number = 207,
            title = "A set that compares each with each",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class SquareSet extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new CopyOnWriteArraySet<>(numbers(0, 200_000)).size();
        }
    }

    @Attack(
            number = 207,
            title = "All of a list, into a set that compares each with each",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class SquareAddition extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new CopyOnWriteArraySet<Integer>().addAll(numbers(0, 200_000));
        }
    }

    @Attack(
            number = 207,
            title = "Texts of many accents, compared",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Compared extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Collator collator = Collator.getInstance(Locale.ENGLISH);
            collator.setDecomposition(Collator.CANONICAL_DECOMPOSITION);
            String text = "a" + "\u0301\u0323".repeat(40_000);
            return collator.compare(text, text + "b");
        }
    }

    @Attack(
            number = 207,
            title = "A host name of many accents",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class HostName extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return IDN.toASCII("a" + "\u0301\u0323".repeat(40_000), IDN.ALLOW_UNASSIGNED)
                    .length();
        }
    }

    @Attack(number = 208, title = "Texts joined to a long one", expected = Verdict.DENIED)
    public static final class Joined extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String part = "a".repeat(1_000_000);
            return String.join("", Collections.nCopies(40, part)).length();
        }
    }

    @Attack(number = 208, title = "Texts joined one by one", expected = Verdict.DENIED)
    public static final class Joiner extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            StringJoiner joiner = new StringJoiner("");
            String part = "a".repeat(1_000_000);
            for (int i = 0; i < 40; i++) {
                joiner.add(part);
            }
            return joiner.toString().length();
        }
    }
}
