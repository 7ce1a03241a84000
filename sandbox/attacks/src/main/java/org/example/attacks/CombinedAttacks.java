package org.example.attacks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.DecimalFormat;
import java.text.ParseException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts of the JDK that are put together, without any code of the extension between them: what doubles at each step is a
 * billion at the thirtieth. Where nothing stops it, it ends after some seconds or minutes.
 */
public final class CombinedAttacks {
    // What is not stopped is not to burn a processor for the rest of the suite.
    private static final int LONG = 29;

    private CombinedAttacks() {}

    private static List<Object> lists(int levels) {
        List<Object> list = List.of("a");
        for (int i = 0; i < levels; i++) {
            list = List.of(list, list);
        }
        return list;
    }

    private static Object[] arrays() {
        Object[] array = {"a"};
        for (int i = 0; i < LONG; i++) {
            array = new Object[] {array, array};
        }
        return array;
    }

    @Attack(
            number = 212,
            title = "Arrays that hold each other twice, deeply hashed",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ArraysHashed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Arrays.deepHashCode(arrays());
        }
    }

    @Attack(
            number = 212,
            title = "Arrays that hold each other twice, deeply compared",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ArraysCompared extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Objects.deepEquals(arrays(), arrays());
        }
    }

    @Attack(
            number = 212,
            title = "Arrays that hold each other twice, as a text",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ArraysWritten extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Arrays.deepToString(arrays()).length();
        }
    }

    @Attack(
            number = 213,
            title = "The hash of a record of lists that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class RecordHash extends Probe {
        private record Holder(Object held) {}

        @Override
        protected Object attempt(Stage stage) {
            return new Holder(lists(LONG)).hashCode();
        }
    }

    @Attack(
            number = 213,
            title = "Lists that hold each other twice, joined to a text",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Concatenated extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ("a" + lists(LONG)).length();
        }
    }

    @Attack(
            number = 213,
            title = "Lists that hold each other twice, in a format",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Formatted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return String.format("%s", Optional.of(lists(LONG))).length();
        }
    }

    @Attack(
            number = 213,
            title = "Distinct lists that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Distinct extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Stream.of(lists(LONG), lists(LONG)).distinct().count();
        }
    }

    @Attack(
            number = 213,
            title = "A set made of lists that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class SetOfLists extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new HashSet<>(new ArrayList<>(List.of(lists(LONG)))).size();
        }
    }

    @Attack(
            number = 213,
            title = "Lists that hold each other twice, grouped",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Grouped extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Stream.of(1, 2)
                    .collect(Collectors.groupingBy(number -> lists(LONG)))
                    .size();
        }
    }

    @Attack(
            number = 213,
            title = "A list that hides what it holds",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Hidden extends Probe {
        private static final class Hiding extends ArrayList<Object> {
            private static final long serialVersionUID = 1L;

            @Override
            public Iterator<Object> iterator() {
                return Collections.emptyIterator();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            List<Object> hiding = new Hiding();
            hiding.add(lists(LONG));
            return hiding.hashCode();
        }
    }

    @Attack(
            number = 213,
            title = "A set of entries whose hashes are one",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Collisions extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> entries = new ArrayList<>();
            for (int i = 0; i < 150_000; i++) {
                entries.add(Map.entry(i, i));
            }
            return new HashSet<>(entries).size();
        }
    }

    @Attack(
            number = 219,
            title = "Collections, functions, records, texts and numbers as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class Ordinary extends Probe {
        private record Order(String id, List<String> lines, Map<String, BigDecimal> totals) {}

        @Override
        protected Object attempt(Stage stage) throws IOException, GeneralSecurityException, ParseException {
            Order order = new Order("1", List.of("a", "b"), Map.of("EUR", new BigDecimal("12.50")));
            Map<Order, Integer> counts = new HashMap<>();
            counts.merge(order, 1, Integer::sum);
            counts.merge(new Order("1", List.of("a", "b"), Map.of("EUR", new BigDecimal("12.50"))), 1, Integer::sum);
            Function<String, String> trimmed = Function.<String>identity().andThen(String::strip);
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.putArray("orders").add(trimmed.apply(" 1 "));
            boolean right = counts.get(order) == 2
                    && node.deepCopy().equals(node)
                    && new HashSet<>(List.of(List.of(1), List.of(1, 2))).contains(List.of(1))
                    && Stream.of("b", "a", "b").distinct().sorted().toList().equals(List.of("a", "b"))
                    && List.of("b", "a").stream()
                                    .collect(Collectors.groupingBy(String::length))
                                    .get(1)
                                    .size()
                            == 2
                    && new DateTimeFormatterBuilder()
                            .append(DateTimeFormatter.ISO_LOCAL_DATE)
                            .appendLiteral('!')
                            .toFormatter(Locale.ROOT)
                            .format(LocalDate.EPOCH)
                            .equals("1970-01-01!")
                    && new DecimalFormat("0.00").parse("1.50").doubleValue() == 1.5
                    && MessageDigest.getInstance("SHA-256").digest("a".getBytes(StandardCharsets.UTF_8)).length == 32
                    && ("" + order).contains("lines=[a, b]")
                    && new Locale("en", "FR").getCountry().equals("FR");
            if (!right) {
                throw new IllegalStateException("not as everywhere else");
            }
            return "as everywhere else";
        }
    }
}
