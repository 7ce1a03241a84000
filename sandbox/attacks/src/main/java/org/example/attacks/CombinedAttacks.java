package org.example.attacks;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts of the JDK and of Jackson that are put together, without any code of the extension between them: what doubles at each step is a
 * billion at the thirtieth. Where nothing stops it, it ends after some seconds or minutes.
 */
public final class CombinedAttacks {
    // What is not stopped is not to burn a processor for the rest of the suite.
    private static final int LONG = 29;
    private static final int ENDLESS = 60;

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

    private static ArrayNode nodes(int levels) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode().add("a");
        for (int i = 0; i < levels; i++) {
            node = JsonNodeFactory.instance.arrayNode().add(node).add(node);
        }
        return node;
    }

    @Attack(
            number = 211,
            title = "An object node in itself, copied",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodeInItself extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ObjectNode inner = JsonNodeFactory.instance.objectNode();
            ObjectNode outer = JsonNodeFactory.instance.objectNode();
            outer.set("inner", inner);
            inner.set("outer", outer);
            return outer.deepCopy().size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, copied",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesCopied extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(ENDLESS).deepCopy().size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, hashed",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesHashed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(LONG).hashCode();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, compared",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesCompared extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(LONG).equals(nodes(LONG));
        }
    }

    @Attack(
            number = 211,
            title = "A field looked for in nodes that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesSearched extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(LONG).findValues("missing").size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, read as a tree",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesRead extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper().treeToValue(nodes(ENDLESS), List.class).size();
        }
    }

    @Attack(
            number = 211,
            title = "Nodes that hold each other twice, parsed",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodesParsed extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper()
                    .readValue(nodes(ENDLESS).traverse(), List.class)
                    .size();
        }
    }

    @Attack(
            number = 211,
            title = "A type of a type of a type, each twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class Types extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return type().equals(type());
        }

        private static JavaType type() {
            TypeFactory types = new ObjectMapper().getTypeFactory();
            JavaType type = types.constructType(String.class);
            for (int i = 0; i < LONG; i++) {
                type = types.constructMapType(Map.class, type, type);
            }
            return type;
        }
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

    @Attack(number = 214, title = "A function after itself, forty times", expected = Verdict.KILLED)
    public static final class Composed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Function<Object, Object> function = Function.identity();
            for (int i = 0; i < 40; i++) {
                function = function.andThen(function);
            }
            return function.apply("a");
        }
    }

    @Attack(number = 214, title = "A condition or itself, forty times", expected = Verdict.KILLED)
    public static final class Conditions extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Predicate<Object> condition = Predicate.isEqual("a");
            for (int i = 0; i < 40; i++) {
                condition = condition.or(condition);
            }
            return condition.test("b");
        }
    }

    @Attack(number = 214, title = "An order and then itself, forty times", expected = Verdict.KILLED)
    public static final class Ordered extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Comparator<String> order = String.CASE_INSENSITIVE_ORDER;
            for (int i = 0; i < 40; i++) {
                order = order.thenComparing(order);
            }
            return order.compare("a", "A");
        }
    }

    @Attack(number = 214, title = "A count and then itself, forty times", expected = Verdict.KILLED)
    public static final class Counted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            IntConsumer count = new IntSummaryStatistics();
            for (int i = 0; i < 40; i++) {
                count = count.andThen(count);
            }
            count.accept(1);
            return "counted";
        }
    }

    @Attack(number = 214, title = "A collector teed with itself, forty times", expected = Verdict.KILLED)
    public static final class Teed extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Collector<Object, ?, Long> collector = Collectors.counting();
            for (int i = 0; i < 40; i++) {
                collector = Collectors.teeing(collector, collector, Long::sum);
            }
            return Stream.of("a").collect(collector);
        }
    }

    @Attack(number = 214, title = "A format of dates appended to itself, forty times", expected = Verdict.DENIED)
    public static final class Appended extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            DateTimeFormatter formatter =
                    new DateTimeFormatterBuilder().parseCaseInsensitive().toFormatter(Locale.ROOT);
            for (int i = 0; i < 34; i++) {
                formatter = new DateTimeFormatterBuilder()
                        .append(formatter)
                        .append(formatter)
                        .toFormatter(Locale.ROOT);
            }
            return formatter.format(LocalDate.EPOCH).length();
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
