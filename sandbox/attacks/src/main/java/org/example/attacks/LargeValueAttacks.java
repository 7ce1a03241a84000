package org.example.attacks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiConsumer;
import javax.crypto.spec.SecretKeySpec;

/** Values that are large and hold nothing, tables that are empty and large, and what is compared with each of many by another name. */
public final class LargeValueAttacks {
    private static final int MANY = 100_000;
    private static final int SOME = 10_000;
    private static final int MEBI = 1 << 20;
    private static final int PLACES = 1 << 21;
    private static final int BITS = 1 << 18;
    private static final String COUNTED = "going through values";
    private static final String SOUGHT = "one by one";

    private LargeValueAttacks() {}

    private static List<Object> many(int count, Object value) {
        return new ArrayList<>(Collections.nCopies(count, value));
    }

    private static BigInteger number() {
        return BigInteger.ONE.shiftLeft(BITS - 1).subtract(BigInteger.ONE);
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static Map<Object, Object> heavy() {
        return Map.of(numbers(2 * MANY), 1);
    }

    @Attack(
            number = 441,
            title = "A table of millions of places with one value, looked for among many",
            expected = Verdict.DENIED,
            by = SOUGHT)
    public static final class Sparse extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Object, Object> sparse = new HashMap<>(PLACES);
            sparse.put("k", 1);
            return many(MANY, Map.of("k", 2)).contains(sparse);
        }
    }

    @Attack(
            number = 441,
            title = "Such a table of the oldest kind, in a wrapper",
            expected = Verdict.DENIED,
            by = SOUGHT)
    public static final class OldSparse extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Object, Object> sparse = new Hashtable<>(PLACES);
            sparse.put("k", 1);
            return many(MANY, Map.of("k", 2)).contains(Collections.unmodifiableMap(sparse));
        }
    }

    @Attack(
            number = 442,
            title = "A map with a key of many values, looked for among the values of a map",
            expected = Verdict.DENIED,
            by = SOUGHT)
    public static final class AmongValues extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Object, Object> map = new HashMap<>();
            for (int i = 0; i < SOME; i++) {
                map.put(i, Map.of(1, 2));
            }
            return map.containsValue(heavy());
        }
    }

    @Attack(number = 442, title = "How often such a map is in a list", expected = Verdict.DENIED, by = SOUGHT)
    public static final class Frequency extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Collections.frequency(many(SOME, Map.of(1, 2)), heavy());
        }
    }

    @Attack(number = 442, title = "Whether a list has all of a few such maps", expected = Verdict.DENIED, by = SOUGHT)
    public static final class Containing extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return many(SOME, Map.of(1, 2)).containsAll(List.of(heavy()));
        }
    }

    @Attack(
            number = 442,
            title = "Many values added to a set that looks one by one, as to any collection",
            expected = Verdict.DENIED,
            by = SOUGHT)
    public static final class Added extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Collection<Object> set = new CopyOnWriteArraySet<>();
            return set.addAll(numbers(MANY));
        }
    }

    @Attack(
            number = 443,
            title = "The hash of a large number, as often as a list holds it",
            expected = Verdict.DENIED,
            by = COUNTED)
    public static final class HashedNumbers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return many(6 * MANY, number()).hashCode();
        }
    }

    @Attack(number = 443, title = "The text of such a list", expected = Verdict.DENIED, by = COUNTED)
    public static final class WrittenNumbers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return many(6 * MANY, number()).toString().length();
        }
    }

    @Attack(
            number = 443,
            title = "The text of many exceptions with a long message",
            expected = Verdict.DENIED,
            by = COUNTED)
    public static final class Messages extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return many(6 * MANY, new IllegalStateException("x".repeat(MEBI)))
                    .toString()
                    .length();
        }
    }

    @Attack(
            number = 443,
            title = "The hash of a long key, as often as a list holds it",
            expected = Verdict.DENIED,
            by = COUNTED)
    public static final class Keys extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return many(6 * MANY, new SecretKeySpec(new byte[MEBI], "AES")).hashCode();
        }
    }

    @Attack(number = 444, title = "A language of thousands of parts, shortened part by part", expected = Verdict.DENIED)
    public static final class LongRange extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Locale.lookupTag(List.of(new Locale.LanguageRange("a" + "-a".repeat(MANY))), List.of("x"));
        }
    }

    @Attack(number = 444, title = "Languages in place of others, each of megabytes", expected = Verdict.DENIED)
    public static final class LongEquivalents extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String tag = "xx" + "-abcdefg".repeat(MANY);
            return Locale.LanguageRange.parse("de", Map.of("de", Collections.nCopies(50, tag)))
                    .size();
        }
    }

    @Attack(number = 444, title = "Languages in place of others, more than the map shows", expected = Verdict.DENIED)
    public static final class HiddenEquivalents extends Probe {
        private static final class Hiding extends HashMap<String, List<String>> {
            private static final long serialVersionUID = 1L;

            @Override
            public int size() {
                return 0;
            }

            @Override
            public void forEach(BiConsumer<? super String, ? super List<String>> action) {
                // Shows nothing.
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            Hiding map = new Hiding();
            map.put("de", Collections.nCopies(MEBI, "en"));
            return Locale.LanguageRange.parse("de", map).size();
        }
    }

    @Attack(
            number = 445,
            title = "Tables, numbers, keys, exceptions and languages as everybody uses them",
            expected = Verdict.ALLOWED)
    public static final class Usual extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Map<Object, Object> table = new HashMap<>(SOME);
            table.put("k", List.of(1));
            Set<Object> linear = new CopyOnWriteArraySet<>(numbers(100));
            linear.addAll(numbers(200));
            return List.of(
                    table.containsValue(List.of(1)),
                    many(1_000, Map.of("k", 2)).contains(table),
                    many(SOME, BigInteger.TEN).toString().length(),
                    new HashMap<>(Map.of(number(), 1)).containsKey(number()),
                    many(100, new IllegalStateException("why")).toString().length(),
                    new SecretKeySpec(new byte[16], "AES").hashCode() != 0,
                    linear.size(),
                    numbers(SOME).containsAll(numbers(100)),
                    Locale.LanguageRange.parse("de", Map.of("de", List.of("de-AT")))
                            .size(),
                    Locale.lookup(Locale.LanguageRange.parse("de-CH,en;q=0.5"), List.of(Locale.ENGLISH, Locale.GERMAN))
                            .toLanguageTag());
        }
    }
}
