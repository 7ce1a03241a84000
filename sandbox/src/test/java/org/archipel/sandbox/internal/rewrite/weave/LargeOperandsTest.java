package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What takes too long by what it is given alone is refused before it begins: each of these is the beginning of something far larger. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeOperandsTest {
    private static final String HELPERS = " static Object nested() { Object n = \"a\"; for (int i = 0; i < 25; i++)"
            + " n = Arrays.asList(n, n); return n; }"
            + " static List<Integer> numbers() { List<Integer> l = new ArrayList<>(); for (int i = 0; i < 12_000; i++)"
            + " l.add(i); return l; }"
            + " static String text() { return \"x\".repeat(1 << 17); }";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Numbers, where less than nothing is a lot.
                "return java.math.BigInteger.ONE.shiftRight(-(1 << 20)).bitLength();",
                "IntFunction<Object> f = java.math.BigInteger.TEN::shiftRight; return f.apply(Integer.MIN_VALUE);",
                "return java.math.BigDecimal.TEN.pow(999_999_999, new java.math.MathContext(12)).scale();",
                "return java.math.BigDecimal.TEN.pow(-999_999_999, new java.math.MathContext(12)).scale();",
                "return new java.security.spec.ECFieldF2m(1 << 22, new int[] {5}).getReductionPolynomial().bitLength();",
                // Letters in the other case.
                "return \"\\u03a3\".repeat(6_000).toLowerCase(Locale.ROOT).length();",
                "return \"\\u03a3 \".repeat(100_000).toLowerCase().length();",
                "return (\"a\".repeat(20_000) + \"\\u03a3\".repeat(900)).toLowerCase(Locale.ROOT).length();",
                "return Character.codePointOf(\"\\u00df\".repeat(50_000));",
                "return Character.UnicodeBlock.forName(\"\\u00df\".repeat(50_000));",
                "return Character.UnicodeScript.forName(\"\\u00df\".repeat(50_000));",
                "try { return java.security.MessageDigest.getInstance(\"\\u00df\".repeat(40_000)); }"
                        + " catch (java.security.GeneralSecurityException e) { return e; }",
                "try { return javax.crypto.Cipher.getInstance(\"\\u00df\".repeat(40_000)); }"
                        + " catch (java.security.GeneralSecurityException e) { return e; }",
                "return new javax.crypto.spec.SecretKeySpec(new byte[16], \"\\u03a3\".repeat(6_000)).hashCode();",
                "return new javax.ws.rs.core.MediaType(\"\\u03a3\".repeat(6_000), \"x\").hashCode();",
                "return new javax.ws.rs.core.MediaType(\"a\", \"b\", Map.of(\"\\u03a3\".repeat(6_000), \"x\")).hashCode();",
                "return String.format(\"%S\", \"\\u00df\".repeat(40_000)).length();",
                "return String.format(\"%1$S\".repeat(100), \"\\u00df\".repeat(4_000)).length();",
                // Formats, whose places add up.
                "return String.format(\"%1$9999d\".repeat(2_000), 1).length();",
                "return String.format(Locale.ROOT, \"%1$.9999f\".repeat(2_000), 1.0).length();",
                "return \"%1$-9999s\".repeat(2_000).formatted(\"a\").length();",
                "return String.format(\"%1$s\".repeat(200), List.of(text())).length();",
                "return String.format(\"%s\" + \"%<s\".repeat(200), Map.of(1, text())).length();",
                "return String.format(\"%1$s\".repeat(200), new RuntimeException(text())).length();",
                "return \"%1$s\".repeat(200).formatted(Optional.of(text())).length();",
                "return \"%1$d\".repeat(5_000).formatted(java.math.BigInteger.ONE.shiftLeft(1 << 14)).length();",
                "return new Formatter().format(\"%1$s\".repeat(200), List.of(text())).toString().length();",
                "return new java.io.PrintWriter(new java.io.StringWriter()).printf(\"%1$s\".repeat(200), List.of(text()));",
                "return new java.io.PrintStream(new java.io.ByteArrayOutputStream()).format(Locale.ROOT, \"%1$s\".repeat(200), List.of(text()));",
                "var l = new ArrayList<Object>(List.of(\"a\")); Object evil = new Object() { public String toString() {"
                        + " l.set(0, text()); return \"\"; } };"
                        + " return String.format(\"%1$s\" + \"%2$s\".repeat(200), evil, l).length();",
                "var m = new java.text.MessageFormat(\"{0}{1}\"); Object evil = new Object() { public String toString() {"
                        + " m.applyPattern(\"{1}\".repeat(200)); return \"\"; } };"
                        + " return m.format(new Object[] {evil, text()}).length();",
                // Keys.
                "return new javax.crypto.spec.PBEKeySpec(new char[] {'a'}, new byte[2_000], 1).getIterationCount();",
                "return new javax.crypto.spec.PBEKeySpec(new char[] {'a'}, new byte[2_000], 1, 160).getIterationCount();",
                "return new javax.crypto.spec.PBEKeySpec(new char[70_000], new byte[16], 1, 160).getIterationCount();",
                // Values that are looked for among all others, one by one, whatever type they are called by.
                "Set<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); return s.addAll(numbers());",
                "Collection<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); return s.addAll(numbers());",
                "AbstractSet<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); return s.addAll(numbers());",
                "Set<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(); Predicate<List<Integer>> p = s::addAll; return p.test(numbers());",
                "return new java.util.concurrent.CopyOnWriteArraySet<Object>(new AbstractCollection<Object>() { public int size() {"
                        + " return 1; } public Iterator<Object> iterator() { return (Iterator) numbers().iterator(); } }).size();",
                "String[] t = {\"b\".repeat(1 << 19) + 1, \"b\".repeat(1 << 19) + 2}; Object[] all = new Object[4_096];"
                        + " for (int i = 0; i < all.length; i++) all[i] = t[i & 1];"
                        + " return new java.util.concurrent.CopyOnWriteArrayList<>().addAllAbsent(Arrays.asList(all));",
                // Keys of maps.
                "return new HashMap<>(new AbstractMap<Object, Object>() { public int size() { return 1; }"
                        + " public Set<Object> keySet() { return new HashSet<>(); } public Set<Map.Entry<Object, Object>> entrySet() {"
                        + " return Collections.singleton(new SimpleEntry<Object, Object>(nested(), 1)); } }).size();",
                // Ends that are asked for twice.
                "return new java.text.Bidi(new java.text.MessageFormat(\"{0}\").formatToCharacterIterator(new Object[] {\"a\"}))"
                        + ".getLength();",
            })
    void areRefused(String code) {
        Woven woven = Woven.sample(HELPERS + " static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("not allowed to extensions");
    }

    /** As the JDK does it where it comes to look at them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Map m = new AbstractMap() { public Set entrySet() { return Collections.singleton(new SimpleEntry(nested(), \"x\")); } }; return new java.time.format.DateTimeFormatterBuilder()"
                        + ".appendText(java.time.temporal.ChronoField.MONTH_OF_YEAR, m);",
                "Map m = new HashMap(); m.put(1L, nested()); return new java.time.format.DateTimeFormatterBuilder()"
                        + ".appendText(java.time.temporal.ChronoField.MONTH_OF_YEAR, m);",
            })
    void areNoSuchOperands(String code) {
        Woven woven = Woven.sample(
                HELPERS + " @SuppressWarnings({\"unchecked\", \"rawtypes\"}) static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run).isInstanceOf(ClassCastException.class);
    }

    /** As many blanks were made as it has characters before it begins. */
    @Test
    void aTextEndsBehindItsBeginning() {
        Woven woven = Woven.sample("record Own(int begin, int end) implements java.text.CharacterIterator {"
                + " public char first() { return DONE; } public char last() { return DONE; } public char current() { return DONE; }"
                + " public char next() { return DONE; } public char previous() { return DONE; }"
                + " public char setIndex(int i) { return DONE; } public int getBeginIndex() { return begin; }"
                + " public int getEndIndex() { return end; } public int getIndex() { return begin; }"
                + " public Object clone() { return this; } } static Object run() {"
                + " java.text.BreakIterator.getWordInstance(Locale.ROOT).setText(new Own(19_000_000, 0)); return 1; }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a text from 19000000 to 0");
    }
}
