package org.example.attacks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.text.BreakIterator;
import java.text.DecimalFormat;
import java.text.Normalizer;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/** Attacks by one call of the JDK that computes for long, or makes much, of what is short. */
public final class OneCallAttacks {
    private static final int MEBI = 1 << 20;

    private OneCallAttacks() {}

    @Attack(number = 340, title = "Versions of a million digits", expected = Verdict.DENIED, by = "reading a text of")
    public static final class Versions extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Runtime.Version version = Runtime.Version.parse("17-" + "1".repeat(MEBI));
            return version.compareTo(Runtime.Version.parse(version.toString()));
        }
    }

    @Attack(number = 340, title = "Two milliard sentences back", expected = Verdict.KILLED)
    public static final class Sentences extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
            sentences.setText("A b. ".repeat(200_000));
            int found = 0;
            while (true) {
                sentences.last();
                found += sentences.next(-Integer.MAX_VALUE);
            }
        }
    }

    @Attack(
            number = 341,
            title = "A long prefix of each number of a date",
            expected = Verdict.DENIED,
            by = "a pattern of")
    public static final class Prefix extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SimpleDateFormat format = new SimpleDateFormat("DDD ".repeat(900), Locale.ROOT);
            ((DecimalFormat) format.getNumberFormat()).setPositivePrefix("x".repeat(MEBI));
            return format.format(new Date(0)).length();
        }
    }

    @Attack(
            number = 341,
            title = "Millions of zeros in each number of a date",
            expected = Verdict.DENIED,
            by = "a width of")
    public static final class Zeros extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            SimpleDateFormat format = new SimpleDateFormat("DDD ".repeat(900), Locale.ROOT);
            format.getNumberFormat().setMinimumFractionDigits(MEBI);
            return format.format(new Date(0)).length();
        }
    }

    @Attack(number = 341, title = "A mark behind each digit of many", expected = Verdict.DENIED, by = "parts of a text")
    public static final class Marks extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DecimalFormat format = new DecimalFormat("#,##0");
            format.setGroupingSize(1);
            return format.formatToCharacterIterator(BigInteger.ONE.shiftLeft(200_000))
                    .getEndIndex();
        }
    }

    @Attack(number = 342, title = "Megabytes, read a hundred thousand times in one piece", expected = Verdict.KILLED)
    public static final class Sequence extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            byte[] bytes = new byte[16 * MEBI];
            List<InputStream> streams = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                streams.add(new ByteArrayInputStream(bytes));
            }
            InputStream all = new SequenceInputStream(Collections.enumeration(streams));
            return new InputStreamReader(all, StandardCharsets.UTF_8).transferTo(Writer.nullWriter());
        }
    }

    @Attack(
            number = 343,
            title = "A heap of long texts, put into order when one of them is removed",
            expected = Verdict.DENIED,
            by = "going through values")
    public static final class Heap extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String[] even = new String[18];
            String[] odd = new String[even.length];
            for (int i = 0; i < even.length; i++) {
                even[i] = (char) ('a' + i) + "b".repeat(MEBI / 4);
                odd[i] = (char) ('a' + i) + "b".repeat(MEBI / 4);
            }
            Queue<String> heap = new PriorityQueue<>();
            for (int i = 1; i < 1 << even.length; i++) {
                int level = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(i);
                heap.add(i % 2 == 0 ? even[level] : odd[level]);
            }
            String first = heap.peek();
            return heap.removeIf(text -> text == first);
        }
    }

    @Attack(number = 343, title = "Many long texts, put into a heap at once", expected = Verdict.KILLED)
    public static final class HeapOfTexts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String[] texts = {"b".repeat(8 * MEBI), "b".repeat(8 * MEBI)};
            String[] all = new String[MEBI];
            for (int i = 0; i < all.length; i++) {
                all[i] = texts[i & 1];
            }
            return new PriorityQueue<String>().addAll(Arrays.asList(all));
        }
    }

    @Attack(
            number = 344,
            title = "A million brackets that none opens",
            expected = Verdict.DENIED,
            by = "reading a text of")
    public static final class Brackets extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String text = "\u05d0" + "(".repeat(32_000) + "]".repeat(1_000_000);
            return new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT).getRunCount();
        }
    }

    @Attack(
            number = 344,
            title = "Characters that become eighteen each",
            expected = Verdict.DENIED,
            by = "elements in one piece")
    public static final class Unfolded extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Normalizer.normalize("\ufdfa".repeat(4 * MEBI), Normalizer.Form.NFKD)
                    .length();
        }
    }

    @Attack(number = 345, title = "Millions of numbers of a stream, sorted again and again", expected = Verdict.KILLED)
    public static final class Sorted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            long sum = 0;
            while (true) {
                sum += new Random(1).ints(2_000_000).sorted().sum();
            }
        }
    }

    @Attack(number = 347, title = "A long text, encoded for a form again and again", expected = Verdict.KILLED)
    public static final class Encoded extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String text = "\u1234".repeat(2 * MEBI);
            long sum = 0;
            while (true) {
                sum += URLEncoder.encode(text, StandardCharsets.UTF_8).length();
            }
        }
    }

    @Attack(number = 347, title = "An address of megabytes, in ASCII", expected = Verdict.DENIED, by = "an address of")
    public static final class Address extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return URI.create("x:" + "\u1234".repeat(4 * MEBI)).toASCIIString().length();
        }
    }

    @Attack(number = 349, title = "A number of millions of digits", expected = Verdict.DENIED, by = "reading a text of")
    public static final class Digits extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Double.parseDouble("0x" + "1".repeat(4 * MEBI));
        }
    }

    @Attack(number = 349, title = "A time of millions of digits", expected = Verdict.DENIED, by = "reading a text of")
    public static final class Time extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Duration.parse("PT" + "1".repeat(4 * MEBI));
        }
    }
}
