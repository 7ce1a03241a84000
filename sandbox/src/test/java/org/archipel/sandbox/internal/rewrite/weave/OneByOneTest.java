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

/** Sets and tables that would look for a value among all that they hold, and streams that would make room for what they are told. */
class OneByOneTest {
    private static final String MAPS =
            "static Map<Integer, Integer> hashed(int n) { Map<Integer, Integer> m = new HashMap<>();"
                    + " for (int i = 0; i < n; i++) m.put(i, i); return m; }";

    /** Quick with the map's own look-up; each takes minutes one by one. */
    @ParameterizedTest
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ValueSource(
            strings = {
                "return Map.copyOf(h).entrySet().equals(h.entrySet());",
                "return ((AbstractMap<Integer, Integer>) Map.copyOf(h)).entrySet().equals(h.entrySet());",
                "return Collections.unmodifiableMap(Map.copyOf(h)).entrySet().equals(h.entrySet());",
                "return Map.copyOf(h).entrySet().containsAll(h.entrySet());",
                "Function<Map<?, ?>, Set<?>> f = Map::entrySet; return f.apply(Map.copyOf(h)).equals(h.entrySet());",
                "interface Entries { Set<Map.Entry<Integer, Integer>> entrySet(); } class M extends HashMap<Integer, Integer>"
                        + " implements Entries { } Entries e = new M(); ((M) e).putAll(h); return e.entrySet().equals(h.entrySet());",
            })
    void entriesAreFoundAtOnce(String code) {
        Woven woven = Woven.sample(MAPS + " static Object run() { var h = hashed(200_000); " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e.size()",
                "e.contains(Map.entry(7, 7))",
                "e.contains(Map.entry(7, 8))",
                "e.contains(new AbstractMap.SimpleEntry<>(null, 1))",
                "e.contains(new AbstractMap.SimpleEntry<>(1, null))",
                "e.contains(\"a\")",
                "e.contains(null)",
                "e.hashCode()",
                "new TreeMap<>(Map.copyOf(h)).toString()",
                "e.stream().mapToInt(Map.Entry::getValue).sum()",
                "e.toArray(new Map.Entry[0]).length + e.toArray().length",
                "new HashSet<>(e).equals(e)",
                "h.entrySet().equals(e)",
                "e.iterator().next().getKey() - e.iterator().next().getValue()",
            })
    void entriesAnswerAsBefore(String asked) {
        Woven woven = Woven.sample(
                MAPS + " static Object run() { var h = hashed(1_000); var e = Map.copyOf(h).entrySet(); return " + asked
                        + "; }");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e.clear()",
                "e.remove(e.iterator().next())",
                "e.removeIf(x -> true)",
                "{ var i = e.iterator(); i.next(); i.remove(); }",
                "e.retainAll(List.of())",
                "e.iterator().next().setValue(1)"
            })
    void entriesDoNotChange(String change) {
        Woven woven = Woven.sample(MAPS + " static Object run() { var e = Map.copyOf(hashed(1_000)).entrySet(); "
                + change + "; return 1; }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return Collections.synchronizedSet(new java.util.concurrent.CopyOnWriteArraySet<Integer>());",
                "return Collections.checkedSet(new java.util.concurrent.CopyOnWriteArraySet<Integer>(), Integer.class);",
                "return Collections.synchronizedMap(Map.copyOf(hashed(1_000)));",
                "return new Hashtable<Integer, Integer>(1, 5f);",
                "return new WeakHashMap<Integer, Integer>(1, Float.POSITIVE_INFINITY);",
                "return new HashMap<Integer, Integer>(1, 1e9f);",
                "return new In().from(-1);",
                "return new In().marked(-1);",
                "return new In().other();",
                "return new Out().other();",
                "return new Buffered().other();",
            })
    void isDenied(String code) {
        Woven woven = Woven.sample(
                MAPS + " static class In extends java.io.ByteArrayInputStream { In() { super(new byte[2]); }"
                        + " Object from(int p) { pos = p; return readAllBytes(); } Object marked(int p) { mark = p; reset(); return 1; }"
                        + " Object other() { buf = new byte[0]; return 1; } }"
                        + " static class Out extends java.io.ByteArrayOutputStream { Object other() { buf = new byte[0]; return 1; } }"
                        + " static class Buffered extends java.io.BufferedInputStream { Buffered() { super(new"
                        + " java.io.ByteArrayInputStream(new byte[9])); } Object other() { pos = count = 5_000_000; return 1; } }"
                        + " static Object run() throws Exception { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ");
    }

    /** As it is, room for all of it would be made at once. */
    @Test
    void aMarkIsForAsMuchAsThereMayBeRoomFor() {
        Woven woven =
                Woven.sample("static Object run() throws Exception { java.io.Reader r = new java.io.BufferedReader(new"
                        + " java.io.StringReader(\"abc\"), 1); r.mark(Integer.MAX_VALUE); int a = r.read() + r.read(); r.reset(); return a"
                        + " + r.read(); }");

        assertThat(woven.run()).isEqualTo('a' + 'b' + 'a');
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aReversedSetIsWeighed() {
        Woven woven = Woven.presentSample(
                "static Object run() { var s = new LinkedHashSet<Integer>(); for (int i = 0; i < 10_000; i++)"
                        + " s.add(i); return s.reversed().equals(new HashSet<>(s)); }");

        assertThatThrownBy(woven::run).isInstanceOf(SecurityException.class);
        assertThatThrownBy(Woven.presentSample("static Object run() { return Collections.unmodifiableSequencedSet("
                        + "new LinkedHashSet<>(List.of(1, 2)).reversed()); }")::run)
                .isInstanceOf(SecurityException.class);
        assertThat(Woven.presentSample("static Object run() { return Collections.unmodifiableSequencedSet("
                                + "new LinkedHashSet<>(List.of(1, 2))).reversed().getFirst(); }")
                        .run())
                .isEqualTo(2);
    }

    /** What honest code does with the same classes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "class B extends java.io.ByteArrayOutputStream { java.io.InputStream in() { return new"
                        + " java.io.ByteArrayInputStream(buf, 0, count); } } var b = new B(); b.write(7); b.write(8);"
                        + " return b.in().readAllBytes().length + b.in().read();",
                "class S extends java.io.ByteArrayInputStream { S() { super(new byte[] {1, 2, 3}); } S seek(int p) { pos = p;"
                        + " return this; } S at(int p) { mark = p; reset(); return this; } } return new S().seek(2).read() + new"
                        + " S().at(1).read() + new S().seek(3).readAllBytes().length;",
                "class F extends java.io.FilterInputStream { F(java.io.InputStream i) { super(null); in = i; } public void"
                        + " mark(int n) { super.mark(n); } } var f = new F(new java.io.ByteArrayInputStream(\"abc\".getBytes()));"
                        + " f.mark(Integer.MAX_VALUE); int a = f.read(); f.reset(); return a + new String(f.readAllBytes());",
                "class F extends java.io.FilterOutputStream { F(java.io.OutputStream o) { super(null); out = o; } } var b = new"
                        + " java.io.ByteArrayOutputStream(); new F(b).write(new byte[] {97, 98}); return b.toString();",
                "java.io.Reader r = new java.io.BufferedReader(new java.io.StringReader(\"abc\")); r.mark(64);"
                        + " int a = r.read() + r.read(); r.reset(); return a + r.read();",
                "java.io.InputStream in = new java.io.BufferedInputStream(new java.io.ByteArrayInputStream(new byte[]"
                        + " {1, 2})); in.mark(64); int a = in.read(); in.reset(); return a + in.read() + in.read();",
                "var c = new java.util.concurrent.CopyOnWriteArraySet<>(List.of(1)); var u = Collections.unmodifiableSet(c);"
                        + " c.add(2); return u + \" \" + u.equals(Set.of(1, 2)) + u.contains(2) + u.hashCode() + u.stream().toList();",
                "var m = new HashMap<>(Map.of(1, 2)); var u = Collections.unmodifiableMap(m); m.put(3, 4); return u + \" \" +"
                        + " u.entrySet().equals(m.entrySet()) + Collections.unmodifiableMap(Map.of(1, 2, 3, 4)).equals(m);",
                "return Collections.synchronizedMap(Map.of(1, 2)).get(1) + new Hashtable<>(Map.of(1, 2)).size() + new"
                        + " HashMap<Integer, Integer>(16, 2f).size() + new LinkedHashMap<Integer, Integer>(16, .75f, true).size();",
            })
    void isAsBefore(String code) {
        Woven woven = Woven.sample("static Object run() throws Exception { " + code + " }");

        assertThat(woven.run()).isEqualTo(woven.runPlain());
        assertThat(woven.result().problems()).isEmpty();
    }
}
