package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are large, and are one for whoever counts values. */
class LargeValuesTest {
    private static final String HELPERS = "static List<Object> many(int n, Object o) { return new"
            + " ArrayList<>(Collections.nCopies(n, o)); }"
            + " static java.math.BigInteger big() { return"
            + " java.math.BigInteger.ONE.shiftLeft((1 << 18) - 1).subtract(java.math.BigInteger.ONE); }"
            + " static List<Integer> ints(int n) { return IntStream.range(0, n).boxed().collect(Collectors.toList()); }"
            + " static List<String> alike() { List<String> l = List.of(\"\"); for (int i = 0; i < 11; i++) l = l.stream().flatMap(s ->"
            + " Stream.of(s + \"Aa\", s + \"BB\")).collect(Collectors.toList()); return l; }"
            + " static Map<Object, Object> sparse() { Map<Object, Object> m = new HashMap<>(1 << 22); m.put(\"k\", 1); return m; } ";

    private static Woven woven(String code) {
        return Woven.sample(HELPERS + "static Object run() throws Exception { " + code + " }");
    }

    /** Each takes many seconds where it is not refused. */
    @ParameterizedTest
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(
            strings = {
                // Numbers.
                "return many(600_000, big()).hashCode();",
                "return many(600, big()).toString().length();",
                "return many(600, new java.math.BigDecimal(big().shiftRight(230_000))).toString().length();",
                "return Arrays.deepHashCode(new Object[] {many(600_000, big())});",
                // Texts of what the JDK and the extension throw, and of whatever else holds one.
                "return many(600, new RuntimeException(\"x\".repeat(1 << 20))).toString().length();",
                "class E extends RuntimeException { E() { super(\"x\".repeat(1 << 20)); } } return \"\" + many(600, new E());",
                "var w = new java.io.StringWriter(); w.write(\"x\".repeat(1 << 20)); return many(600, w).toString().length();",
                "var w = new java.io.CharArrayWriter(); w.write(\"x\".repeat(1 << 20)); return many(600, w).toString().length();",
                "var o = new java.io.ByteArrayOutputStream(); o.write(new byte[1 << 20]); return many(600, o).toString().length();",
                "return many(600, new StringJoiner(\"\").add(\"x\".repeat(1 << 20))).toString().length();",
                "return many(600, java.net.URI.create(\"x\".repeat(1 << 20))).toString().length();",
                "return many(600, new StackTraceElement(\"x\".repeat(1 << 20), \"m\", \"f\", 1)).toString().length();",
                "return many(600, java.util.concurrent.CompletableFuture.failedFuture(new Error(\"x\".repeat(1 << 20)))).toString().length();",
                // What is hashed or compared byte by byte.
                "return many(600, new javax.crypto.spec.SecretKeySpec(new byte[1 << 20], \"AES\")).hashCode();",
                "return many(600, new javax.crypto.spec.RC5ParameterSpec(1, 1, 1 << 23, new byte[1 << 21])).hashCode();",
                "return many(60_000, new java.security.spec.ECFieldF2m(1 << 24, new int[] {1})).hashCode();",
                "var s = new BitSet(); s.set(16 << 20 - 1); return many(6_000_000, s).hashCode();",
                "return many(60_000, java.net.URI.create(\"x\".repeat(1 << 20))).equals(many(60_000,"
                        + " java.net.URI.create(\"x\".repeat(1 << 20))));",
                // Tables of many places that hold one value.
                "return many(100_000, Map.of(\"k\", 2)).contains(sparse());",
                "return many(100_000, Map.of(\"k\", 2)).contains(Collections.unmodifiableMap(sparse()));",
                "var s = new HashSet<Object>(1 << 22); s.add(1); return many(100_000, Set.of(2)).indexOf(s);",
                "var s = new IdentityHashMap<Object, Object>(1 << 20); s.put(\"k\", 1); return many(100_000, Map.of(\"k\", 2)).contains(s);",
                "var s = new WeakHashMap<Object, Object>(1 << 22); s.put(\"k\", 1); return many(100_000, Map.of(\"k\", 2)).contains(s);",
                "var s = new java.util.concurrent.ConcurrentHashMap<Object, Object>(1 << 22); s.put(\"k\", 1); return many(100_000,"
                        + " Map.of(\"k\", 2)).contains(s);",
                "var s = new Hashtable<Object, Object>(1 << 22); s.put(\"k\", 1); return many(100_000, Map.of(\"k\", 2)).contains(s);",
                "var s = new Hashtable<Object, Object>(1 << 22); s.put(\"k\", 1); return many(100_000, Map.of(\"k\","
                        + " 2)).contains(Collections.unmodifiableMap(s));",
                "var s = new HashMap<Object, Object>(); for (int i = 0; i < 1_000_000; i++) s.put(i, i); s.clear(); s.put(\"k\", 1);"
                        + " return many(100_000, Map.of(\"k\", 2)).contains(s);",
                "class M extends HashMap<Object, Object> { M() { super(1 << 22); } } var s = new M(); s.put(\"k\", 1); return"
                        + " many(100_000, Map.of(\"k\", 2)).contains(s);",
                "var l = new LinkedList<Object>(ints(200_000)); return many(100_000, List.of(2)).contains(l.subList(100_000, 100_001));",
                // Compared with each, by ways that look at each.
                "var h = new HashMap<Object, Object>(); for (int i = 0; i < 10_000; i++) h.put(i, Map.of(1, 2)); return"
                        + " h.containsValue(Map.of(ints(1_000_000), 1));",
                "var h = new Hashtable<Object, Object>(); for (int i = 0; i < 10_000; i++) h.put(i, Map.of(1, 2)); return"
                        + " h.contains(Map.of(ints(1_000_000), 1));",
                "var h = new java.util.concurrent.ConcurrentHashMap<Object, Object>(); for (int i = 0; i < 10_000; i++) h.put(i,"
                        + " Map.of(1, 2)); return h.contains(Map.of(ints(1_000_000), 1));",
                "return Collections.frequency(many(10_000, Map.of(1, 2)), Map.of(ints(1_000_000), 1));",
                "return Collections.replaceAll(many(10_000, Map.of(1, 2)), Map.of(ints(1_000_000), 1), 1);",
                "return many(10_000, Map.of(1, 2)).containsAll(List.of(Map.of(ints(1_000_000), 1)));",
                "List<Object> l = many(10_000, Map.of(1, 2)); Function<Collection<?>, Boolean> f = l::containsAll; return"
                        + " f.apply(List.of(Map.of(ints(1_000_000), 1)));",
                // Sets that look one by one, by another name.
                "Set<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); for (int i = 0; i < 2_000; i++) s.add(Map.of(i, 2));"
                        + " return s.add(Map.of(ints(1_000_000), 1));",
                "Set<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); return s.addAll(ints(100_000));",
                "Collection<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); return s.addAll(ints(100_000));",
                // Keys of one hash, each of which is compared with the one that is looked for.
                "var l = ints(1_000_000); var h = new HashMap<Object, Object>(); for (String n : alike()) h.put(List.of(l, n), 1); return"
                        + " h.get(List.of(ints(1_000_000), alike().get(0)));",
                "var l = ints(1_000_000); var h = new HashSet<Object>(); for (String n : alike()) h.add(List.of(l, n)); return"
                        + " h.contains(List.of(ints(1_000_000), alike().get(0)));",
                "var l = ints(1_000_000); Set<Object> h = new LinkedHashSet<>(); for (String n : alike()) h.add(List.of(l, n)); return"
                        + " h.add(List.of(ints(1_000_000), alike().get(0)));",
                // Languages.
                "return Locale.lookupTag(List.of(new Locale.LanguageRange(\"a\" + \"-a\".repeat(20_000))), List.of(\"x\"));",
                "return Locale.filterTags(List.of(new Locale.LanguageRange(\"de\")), Collections.nCopies(100_000,"
                        + " \"xx\" + \"-abcdefg\".repeat(10_000)));",
                "return Locale.LanguageRange.parse(\"de\", Map.of(\"de\", Collections.nCopies(1_000, \"xx\" +"
                        + " \"-abcdefg\".repeat(100_000)))).size();",
                "class M extends HashMap<String, List<String>> { public void forEach(BiConsumer<? super String, ? super"
                        + " List<String>> a) { } } var m = new M(); m.put(\"de\", Collections.nCopies(1 << 20, \"en\")); return"
                        + " Locale.LanguageRange.parse(\"de\", m).size();",
            })
    void isRefused(String code) {
        Woven woven = woven(code);

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ");
    }

    /** What honest code does with the same values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "return many(10_000, java.math.BigInteger.TEN).hashCode() + many(10_000, new java.math.BigDecimal(\"1.25\")).toString();",
                "return List.of(big(), 1).hashCode() + List.of(big(), 2).toString();",
                "return new HashMap<>(Map.of(big(), 1)).get(big());",
                "return many(1_000, new IllegalStateException(\"why\")).toString() + Objects.hash(1, java.net.URI.create(\"a:b\"));",
                "return \"\" + new StringJoiner(\",\").add(\"a\") + Optional.of(new Error(\"b\")) + List.of(UUID.fromString(\"0-0-0-0-1\"));",
                "return many(100_000, java.time.LocalDate.EPOCH).hashCode() + many(1_000, Locale.GERMAN).toString();",
                "return List.of(new javax.crypto.spec.SecretKeySpec(new byte[16], \"AES\")).hashCode();",
                "return many(1_000, new HashMap<>(Map.of(1, 2))).contains(new HashMap<>(Map.of(1, 3)));",
                "var m = new HashMap<Object, Object>(1_000_000); m.put(1, 2); return m.equals(Map.of(1, 2)) + \"\" + m + m.hashCode();",
                "var m = new HashMap<Object, Object>(); for (int i = 0; i < 10_000; i++) m.put(i, List.of(i)); return"
                        + " m.containsValue(List.of(7)) + \"\" + m.containsValue(List.of()) + m.values().contains(List.of(9_999));",
                "return Collections.frequency(many(9, List.of(1)), List.of(1)) + Collections.frequency(Set.of(1, 2), 2);",
                "var l = many(9, List.of(1)); return Collections.replaceAll(l, List.of(1), 2) + \"\" + l;",
                "return ints(10_000).containsAll(ints(100)) + \"\" + many(10, List.of(1)).containsAll(List.of(List.of(1), List.of(2)));",
                "return new HashSet<>(ints(100_000)).containsAll(ints(100_000)) + \"\" + List.of(ints(100), 2).containsAll(Set.of(ints(100)));",
                "var h = new HashMap<Object, Object>(); for (int i = 0; i < 2_000; i++) h.put(List.of(ints(i), i), i); return"
                        + " h.get(List.of(ints(1_999), 1_999)) + \"\" + h.get(ints(100_000)) + h.keySet().contains(ints(100_000));",
                "class L extends AbstractList<Object> { public Object get(int i) { return ints(100); } public int size() { return 3; } }"
                        + " return new L().containsAll(List.of(ints(100))) + \"\" + new ArrayList<>(new L()).containsAll(List.of(1));",
                "Set<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(List.of(1)); return s.addAll(ints(100)) + \"\" +"
                        + " s.add(List.of(1)) + s.add(List.of(1)) + s.size() + s.containsAll(List.of(3, List.of(1)));",
                "var e = new EnumMap<Thread.State, Integer>(Thread.State.class); e.put(Thread.State.NEW, 1); return many(1_000,"
                        + " Map.of()).contains(e) + \"\" + List.of(e).hashCode();",
                "return Locale.LanguageRange.parse(\"de\", Map.of(\"de\", List.of(\"de-AT\", \"nl\"))) + \"\" + Locale.filterTags("
                        + "Locale.LanguageRange.parse(\"de-*\"), List.of(\"de-AT\", \"fr\"), Locale.FilteringMode.EXTENDED_FILTERING);",
                "return Locale.lookupTag(List.of(new Locale.LanguageRange(\"de-CH-1996\", .5)), List.of(\"de\", \"de-CH\")) + Locale.lookup("
                        + "Locale.LanguageRange.parse(\"fr\"), Set.of(Locale.FRENCH)) + Locale.filter(Locale.LanguageRange.parse(\"*\"),"
                        + " List.of(Locale.ROOT, Locale.US));",
                "return Locale.filterTags(Locale.LanguageRange.parse(\"en\"), Collections.nCopies(10_000, \"en-GB\")).size();",
            })
    void isAsBefore(String code) {
        Woven woven = woven(code);

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void viewsOfLaterJavaAreSeenThrough() {
        Woven woven = Woven.presentSample(
                HELPERS + "static Object run() { var s = HashSet.<Object>newHashSet(1 << 22); s.add(1);"
                        + " return many(100_000, Set.of(2)).contains(Collections.unmodifiableCollection(s)) || many(100_000,"
                        + " Set.of(2)).contains(s); }");

        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class);
    }
}
