package org.example.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Little that becomes much in code of the JDK or the platform, where no checkpoint is: values that share their parts, and squares. */
public final class UnfoldingAttacks {
    private static final int ENDLESS = 60;
    // What is not stopped within the JDK is not to burn a processor for the rest of the suite: it ends after some
    // seconds.
    private static final int LONG = 28;

    private UnfoldingAttacks() {}

    private static List<Object> lists(int levels) {
        List<Object> list = List.of("a");
        for (int i = 0; i < levels; i++) {
            list = List.of(list, list);
        }
        return list;
    }

    private static ArrayNode nodes(int levels) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode().add("a");
        for (int i = 0; i < levels; i++) {
            node = JsonNodeFactory.instance.arrayNode().add(node).add(node);
        }
        return node;
    }

    @Attack(
            number = 181,
            title = "An answer whose lists hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class UnfoldingAnswer extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return lists(ENDLESS);
        }
    }

    @Attack(
            number = 181,
            title = "An answer of JSON nodes that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class UnfoldingNodes extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(ENDLESS);
        }
    }

    @Attack(
            number = 181,
            title = "A stored value whose nodes hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    @Needs(resource = "storage", action = "write")
    public static final class UnfoldingValue extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            context().keyValues().put("unfolds", nodes(ENDLESS));
            return "stored";
        }
    }

    @Attack(
            number = 182,
            title = "JSON nodes that hold each other twice, as a text",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class NodeText extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return nodes(ENDLESS).toString().length();
        }
    }

    @Attack(
            number = 182,
            title = "Lists that hold each other twice, as a text",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ListText extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return lists(ENDLESS).toString().length();
        }
    }

    @Attack(number = 182, title = "Lists that hold each other twice, written by a mapper", expected = Verdict.KILLED)
    public static final class MappedText extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ObjectMapper().writeValueAsString(lists(ENDLESS)).length();
        }
    }

    @Attack(
            number = 183,
            title = "The hash of lists that hold each other twice",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ListHash extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return lists(LONG).hashCode();
        }
    }

    @Attack(
            number = 183,
            title = "Lists that hold each other twice, compared",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ListEquals extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return lists(LONG).equals(lists(LONG));
        }
    }

    @Attack(
            number = 183,
            title = "Lists that hold each other twice, as keys",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its size or its budget ends first")
    public static final class ListKeys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Set<Object> set = new HashSet<>();
            set.add(lists(LONG));
            return set.size();
        }
    }

    @Attack(number = 184, title = "removeAll of a long list from a long list", expected = Verdict.KILLED)
    public static final class SquareRemoval extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Integer[] some = new Integer[600_000];
            Integer[] others = new Integer[600_000];
            Arrays.fill(some, 1_000);
            Arrays.fill(others, 2_000);
            return new ArrayList<>(Arrays.asList(some)).removeAll(Arrays.asList(others));
        }
    }

    @Attack(number = 184, title = "Long lists that have nothing in common", expected = Verdict.KILLED)
    public static final class SquareDisjoint extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.disjoint(filled(300_000, "a"), filled(300_000, "b"));
        }
    }

    @Attack(number = 184, title = "containsAll of a long list, through a method reference", expected = Verdict.KILLED)
    public static final class SquareContainment extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> some = filled(300_000, "a");
            some.set(some.size() - 1, "b");
            Predicate<Collection<?>> containment = some::containsAll;
            return containment.test(filled(300_000, "b"));
        }
    }

    @Attack(
            number = 184,
            title = "A long part looked for in a long list",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class SquarePart extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            List<Object> part = filled(300_000, "a");
            part.set(part.size() - 1, "b");
            return Collections.indexOfSubList(filled(600_000, "a"), part);
        }
    }

    private static List<Object> filled(int size, Object element) {
        Object[] elements = new Object[size];
        Arrays.fill(elements, element);
        return Arrays.asList(elements);
    }

    @Attack(
            number = 184,
            title = "A long text looked for in a long text",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class SquareSearch extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String some = "a".repeat(150_000);
            return (some + some).indexOf(some + "b");
        }
    }

    @Attack(number = 185, title = "Little that unpacks to much", expected = Verdict.KILLED)
    public static final class Unpacked extends Probe {
        private static final int LEVELS = 2;

        @Override
        protected Object attempt(Stage stage) throws IOException {
            byte[] packed = new byte[8 << 20];
            for (int i = 0; i < LEVELS; i++) {
                packed = Packing.pack(packed, i == 0 ? 1 : 400);
            }
            InputStream in = new ByteArrayInputStream(packed);
            for (int i = 0; i < LEVELS; i++) {
                in = new GZIPInputStream(in);
            }
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static final class Packing {
        private static byte[] pack(byte[] bytes, int times) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                for (int i = 0; i < times; i++) {
                    out.write(bytes);
                }
            }
            return packed.toByteArray();
        }
    }

    @Attack(number = 185, title = "A line without end, unpacked", expected = Verdict.KILLED)
    public static final class UnpackedLine extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            byte[] packed = Packing.pack(Packing.pack(new byte[1 << 20], 1), 4_000);
            InputStream in = new GZIPInputStream(new GZIPInputStream(new ByteArrayInputStream(packed)), 8_192);
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))
                    .readLine()
                    .length();
        }
    }

    @Attack(
            number = 186,
            title = "Many accents in the wrong order",
            expected = Verdict.DENIED,
            by = "not allowed to extensions")
    public static final class Accents extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Normalizer.normalize("a" + "\u0301\u0323".repeat(40_000), Normalizer.Form.NFD)
                    .length();
        }
    }

    @Attack(
            number = 187,
            title = "A format that repeats a long text",
            expected = {Verdict.KILLED, Verdict.DENIED},
            because = "its size or its budget ends first")
    public static final class RepeatingFormat extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return MessageFormat.format("{0}".repeat(2_000), "a".repeat(1 << 20))
                    .length();
        }
    }
}
