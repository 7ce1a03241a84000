package org.example.attacks;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArraySet;

/** What takes the product of two sizes within the JDK, each of which seems harmless, and sizes that are set past their checks. */
public final class ProductAttacks {
    private static final int MANY = 100_000;
    private static final int ENTRIES = 30_000;
    private static final int MEBI = 1 << 20;

    private ProductAttacks() {}

    @Attack(
            number = 400,
            title = "The entries of a map that does not change, compared with others",
            expected = Verdict.ALLOWED)
    public static final class Entries extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Integer, Integer> map = new HashMap<>();
            for (int i = 0; i < ENTRIES; i++) {
                map.put(i, i);
            }
            return Collections.unmodifiableMap(Map.copyOf(map)).entrySet().equals(map.entrySet());
        }
    }

    @Attack(
            number = 400,
            title = "A set that looks one by one, within a wrapper",
            expected = Verdict.DENIED,
            by = "a wrapper of a set or map")
    public static final class Wrapped extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.synchronizedSet(new CopyOnWriteArraySet<>()).size();
        }
    }

    @Attack(
            number = 401,
            title = "A table in which all keys have one place",
            expected = Verdict.DENIED,
            by = "load factor")
    public static final class OnePlace extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Integer, Integer> table = new Hashtable<>(1, 1e9f);
            for (int i = 0; i < MANY; i++) {
                table.put(i, i);
            }
            return new HashMap<>(table).equals(table);
        }
    }

    @Attack(
            number = 402,
            title = "A mark for more than there is room for, by the class above",
            expected = Verdict.ALLOWED)
    public static final class Mark extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Reader reader = new BufferedReader(new StringReader("ab"), 1);
            reader.mark(Integer.MAX_VALUE - Byte.MAX_VALUE);
            // Room for four gigabytes would be no room at all.
            return reader.read() + reader.read();
        }
    }

    private static final class Before extends ByteArrayInputStream {
        private Before() {
            super(new byte[0]);
            pos = -120_000_000;
        }
    }

    @Attack(
            number = 402,
            title = "A stream that begins long before its bytes",
            expected = Verdict.DENIED,
            by = "the position -120000000")
    public static final class Position extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new Before().readAllBytes().length;
        }
    }

    private static final class Emptied extends ByteArrayOutputStream {
        private void fill(byte[] bytes) throws IOException {
            write(bytes);
            buf = new byte[0];
        }
    }

    @Attack(
            number = 402,
            title = "A stream whose bytes are thrown away, not their count",
            expected = Verdict.DENIED,
            by = "java.io.ByteArrayOutputStream.buf")
    public static final class Count extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            Emptied emptied = new Emptied();
            byte[] bytes = new byte[MEBI];
            for (int i = 0; i < 1_000; i++) {
                emptied.fill(bytes);
            }
            return emptied.size();
        }
    }

    private static final class Behind extends FilterOutputStream {
        private Behind(OutputStream next) {
            super(null);
            out = next;
        }
    }

    @Attack(
            number = 402,
            title = "Bytes through a thousand streams that are put into their fields",
            expected = Verdict.KILLED)
    public static final class Chain extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            OutputStream chain = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                chain = new Behind(chain);
            }
            chain.write(new byte[16 * MEBI]);
            return "written";
        }
    }

    @Attack(
            number = 403,
            title = "A date of thousands of numbers, each of which is padded",
            expected = Verdict.DENIED,
            by = "a formatter whose parts")
    public static final class Parts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
            for (int i = 0; i < MANY; i++) {
                builder.padNext(1_000).appendValue(ChronoField.YEAR);
            }
            return builder.toFormatter(Locale.ROOT).format(LocalDate.EPOCH).length();
        }
    }
}
