package org.example.attacks;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.text.BreakIterator;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.ws.rs.core.MultivaluedHashMap;

/** What attacks 223 to 232 misuse, as everybody uses it. */
public final class OrdinaryUses {
    private OrdinaryUses() {}

    private static void require(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException(what);
        }
    }

    @Attack(
            number = 236,
            title = "Lists, streams, tables, dates and traces as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class Uses extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            lists();
            sets();
            streams();
            tables();
            texts();
            return "used";
        }

        private static void lists() {
            List<Object> list = new CopyOnWriteArrayList<>();
            require(Collections.addAll(list, 3, 1, 2), "added");
            Collections.reverse(list);
            Collections.rotate(list, 1);
            require(list.equals(List.of(3, 2, 1)), "turned " + list);
            Collections.shuffle(list, new Random(1));
            Collections.replaceAll(list, 3, 4);
            require(list.contains(4) && list.size() == 3, "replaced " + list);
            List<Object> copy = new ArrayList<>(list);
            Collections.fill(copy, 0);
            Collections.copy(copy, list);
            require(copy.equals(list), "copied " + copy);
            Vector<Object> vector = new Vector<>(List.of("a", "b", "a"));
            vector.removeIf(Predicate.isEqual("a"));
            require(vector.equals(List.of("b")), "removed " + vector);
        }

        // They compare in their own way, however few they hold.
        private static void sets() {
            TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Retry-After", "1");
            Set<String> names = new HashSet<>(List.of("retry-after", "accept"));
            names.retainAll(headers.keySet());
            require(names.equals(Set.of("retry-after")), "retained " + names);
            require(!Collections.disjoint(headers.keySet(), Set.of("retry-after")), "a header");
            Set<BigDecimal> amounts = new TreeSet<>(List.of(new BigDecimal("1.0")));
            List<BigDecimal> ones = new ArrayList<>(List.of(BigDecimal.ONE, BigDecimal.TEN));
            ones.removeAll(amounts);
            require(ones.equals(List.of(BigDecimal.TEN)), "removed " + ones);
        }

        private static final class Own extends AbstractList<Integer> {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return 3;
            }
        }

        private static void streams() {
            require(Arrays.equals(IntStream.range(0, 3).toArray(), new int[] {0, 1, 2}), "a range");
            Object[] all =
                    Stream.concat(Stream.of(1), new Own().stream()).sorted().toArray();
            require(Arrays.equals(all, new Object[] {0, 1, 1, 2}), "streams after each other");
            require(
                    IntStream.concat(IntStream.of(1), IntStream.rangeClosed(2, 4))
                                    .sum()
                            == 10,
                    "a sum");
            require(new Own().toArray().length == 3, "an array");
        }

        private static void tables() {
            Map<Integer, Integer> table = new HashMap<>(16, 0.75f);
            table.put(1, 2);
            require(new ConcurrentHashMap<>(table).equals(table), "a table");
            MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();
            headers.add("name", "value");
            require(headers.toString().equals("{name=[value]}"), "headers " + headers);
            ConcurrentHashMap.KeySetView<String, Boolean> keys = ConcurrentHashMap.newKeySet();
            require(keys.add("a") && keys.addAll(List.of("b")), "keys");
        }

        private static void texts() {
            DateTimeFormatter padded = new DateTimeFormatterBuilder()
                    .padNext(6)
                    .appendValue(ChronoField.YEAR)
                    .appendPattern("-MM")
                    .toFormatter(Locale.ROOT);
            require(padded.format(LocalDate.EPOCH).equals("  1970-01"), "a date");
            require(
                    DateTimeFormatter.ofPattern("uuuu", Locale.ROOT)
                            .format(LocalDate.EPOCH)
                            .equals("1970"),
                    "a year");
            require(URI.create("http://example.com/\u00e9").toASCIIString().endsWith("%C3%A9"), "an address");
            BreakIterator words = BreakIterator.getWordInstance(Locale.ENGLISH);
            words.setText("one two");
            require(words.next() == 3, "a word");
            StringWriter trace = new StringWriter();
            new IllegalStateException("traced").printStackTrace(new PrintWriter(trace, true));
            require(trace.toString().contains("traced") && trace.toString().contains("\tat "), "a trace " + trace);
        }
    }
}
