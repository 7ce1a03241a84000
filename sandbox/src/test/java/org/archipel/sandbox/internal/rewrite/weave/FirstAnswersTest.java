package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an extension's own object says when it is looked at is what counts: whatever else it says later, nobody has looked at. */
class FirstAnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`var l = new ArrayList<Object>(List.of(1)); Object evil = new Object() { public String toString() { l.set(0, 2); return \"\"; } };"
                        + " return String.format(\"%1$s%2$s%1$s\", l, evil);` # [1][1]",
                "`var a = new Object[] {\"a\", null}; a[1] = new Object() { public String toString() { a[0] = \"b\"; return \"\"; } };"
                        + " return String.format(\"%2$s%1$s\", a);` # a",
                "`var l = new ArrayList<Object>(List.of(1)); Object evil = new Object() { public String toString() { l.set(0, 2); return \"\"; } };"
                        + " return java.text.MessageFormat.format(\"{1}{0}\", l, evil);` # [1]",
                "`return new HashMap<>(Collections.singletonMap(1, 2)) + \"\" + new HashMap<>(new Changing()) + new TreeMap<>(new Changing());` # {1=2}{a1=1}{a1=1}",
                "`return Map.ofEntries(new Changing.Own()).toString();` # {a1=1}",
                "`Object[] v = {1, 2, null}; v[2] = new Object() { public int hashCode() { v[0] = 3; return 7; } }; return Set.of(v).contains(1);` # true",
                "`return new PriorityQueue<>(new Twice()).size() + new java.util.concurrent.PriorityBlockingQueue<>(new Twice()).size();` # 2",
                "`return new java.util.concurrent.CopyOnWriteArraySet<>(new Twice()).size() + \"\" + new java.util.concurrent.CopyOnWriteArraySet<Object>().addAll(new Twice());` # 1true",
                "`var d = new java.util.zip.Deflater(); var b = java.nio.ByteBuffer.wrap(new byte[1 << 20]); b.limit(1 << 10); d.setInput(b);"
                        + " b.limit(1 << 20); d.finish(); d.deflate(new byte[1 << 16]); return d.getBytesRead();` # 1024",
            })
    void count(String code, String expected) {
        Woven woven = Woven.sample(
                "static class Changing extends AbstractMap<String, Integer> { final Own own = new Own(); static class Own implements Map.Entry<String, Integer> {"
                        + " int asked; public String getKey() { return \"a\" + ++asked; } public Integer getValue() { return 1; }"
                        + " public Integer setValue(Integer v) { return 1; } }"
                        + " public Set<Map.Entry<String, Integer>> entrySet() { return Collections.singleton(own); } }"
                        + " static class Twice extends AbstractCollection<String> { int asked; public int size() { return 2; }"
                        + " public Iterator<String> iterator() { return (asked++ == 0 ? List.of(\"a\") : List.of(\"b\", \"c\")).iterator(); } }"
                        + " static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThat(String.valueOf(woven.run())).isEqualTo(expected);
    }

    /** Whatever is copied, changed to a text or packed in pieces first, honest code sees no difference. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "return String.format(\"%s %S %h %5d|%-8s|%08.3f %,d %x %c %b %n%% %tY-%<tm-%<td %2$s %1$s %s\", List.of(1, \"a\"), Map.of(1, 2),"
                        + " List.of(3), 7, Optional.of(4), 1.5, 1234567, 255, 'c', null, java.time.LocalDate.of(2024, 2, 3), new int[0].length);",
                "return String.format(\"%h %<H %<b %<s %<-9s| %<.2s\", List.of(\"abc\"));",
                "return String.format(Locale.GERMANY, \"%1$tB %1$s %2$s %2$tH\", new Date(0), new GregorianCalendar(2020, 1, 2).getTime());",
                "try { return String.format(\"%1$s %1$d\", List.of(1)); } catch (IllegalFormatException e) { return e.getMessage(); }",
                "try { return \"%c\".formatted(Optional.of(1)); } catch (IllegalFormatException e) { return e.getMessage(); }",
                "try { return String.format(\"%d %z\", 1, 2); } catch (IllegalFormatException e) { return e.getMessage(); }",
                "try { return String.format(\"%d %d\", 1); } catch (IllegalFormatException e) { return e.getMessage(); }",
                "try { return String.format(\"%<s\", 1); } catch (IllegalFormatException e) { return e.getMessage(); }",
                "try { return String.format(\"%-d %\", 1); } catch (IllegalFormatException e) { return e.getMessage(); }",
                "return String.format(\"%s at 20240131, 50%% (5000000 of 10000000)\", 1) + String.format(\"%s\", (Object[]) null) + String.format(\"%n\");",
                "class F implements Formattable { public void formatTo(Formatter f, int flags, int w, int p) { f.format(\"<%d,%d>\", w, p); } }"
                        + " return String.format(\"%9.2s %b\", new F(), new F());",
                "class T implements java.time.temporal.TemporalAccessor { public boolean isSupported(java.time.temporal.TemporalField f) { return true; }"
                        + " public long getLong(java.time.temporal.TemporalField f) { return 7; } public String toString() { return \"seven\"; } }"
                        + " return String.format(\"%tH:%<tM %<s\", new T());",
                "class E extends RuntimeException { E() { super(\"a\"); } public String toString() { return \"own\"; } } return String.format(\"%s %s\", new E(), new StringBuilder(\"b\"));",
                "return java.text.MessageFormat.format(\"{0} {1} {2,number,0.0} {3,date,yyyy} {4}\", List.of(1), null, 1.5, new Date(0), Map.of(1, 2))"
                        + " + java.text.MessageFormat.format(\"{0}\", (Object[]) null);",
                "var m = new java.text.MessageFormat(\"{0,choice,0#none|1#one of {1}|1<{0} of {1}}\"); return m.format(new Object[] {3, List.of(\"a\")})"
                        + " + m.format(new Object[] {1, Optional.of(2)}) + m.formatToCharacterIterator(new Object[] {3, List.of(7)}).getEndIndex();",
                "return java.math.BigInteger.ONE.shiftRight(-70).toString() + java.math.BigInteger.TEN.shiftRight(1) + java.math.BigInteger.TEN.shiftRight(0)"
                        + " + new java.math.BigDecimal(\"1.1\").pow(-30, java.math.MathContext.DECIMAL64);",
                "return \"\\u039f\\u0394\\u039f\\u03a3 \\u03a3\\u03a3A\\u03a3. \".repeat(300).toLowerCase(Locale.ROOT) + \"Stra\\u00dfe\".repeat(500).toUpperCase(Locale.ROOT);",
                "try { byte[] in = new byte[500_000]; new Random(1).nextBytes(in); Arrays.fill(in, 1_000, 300_000, (byte) 7); var d = new java.util.zip.Deflater();"
                        + " d.finish(); d.setInput(in); byte[] out = new byte[600_000]; int n = 0; while (!d.finished()) n += d.deflate(out, n, 999);"
                        + " var i = new java.util.zip.Inflater(); i.setInput(out, 0, n); byte[] back = new byte[500_001];"
                        + " return i.inflate(back) + \" \" + d.getBytesRead() + d.needsInput() + Arrays.hashCode(back); }"
                        + " catch (java.util.zip.DataFormatException e) { return e; }",
                "try { byte[] in = \"abc\".repeat(50_000).getBytes(); var d = new java.util.zip.Deflater(9, true); d.setInput(java.nio.ByteBuffer.wrap(in));"
                        + " var out = java.nio.ByteBuffer.allocate(100_000); int n = d.deflate(out, java.util.zip.Deflater.SYNC_FLUSH); boolean more = d.needsInput();"
                        + " d.setInput(in, 1, 5); d.finish(); while (!d.finished()) d.deflate(out); var i = new java.util.zip.Inflater(true); i.setInput(out.flip());"
                        + " byte[] back = new byte[150_006]; return i.inflate(back) + \" \" + more + Arrays.hashCode(back); }"
                        + " catch (java.util.zip.DataFormatException e) { return e; }",
                "var d = new java.util.zip.Deflater(); d.setInput(new byte[40_000]); d.reset(); d.setInput(new byte[] {1}); d.finish(); byte[] out = new byte[99];"
                        + " return d.deflate(out) + Arrays.toString(out) + d.finished() + d.getTotalIn();",
                "try { var b = new java.io.ByteArrayOutputStream(); var d = new java.util.zip.Deflater(1); try (var o = new java.util.zip.DeflaterOutputStream(b, d, 64, true))"
                        + " { o.write(\"xyz\".repeat(30_000).getBytes()); o.flush(); o.write(1); } return new java.util.zip.InflaterInputStream("
                        + "new java.io.ByteArrayInputStream(b.toByteArray())).readAllBytes().length; } catch (java.io.IOException e) { return e; }",
                "try { return new java.util.zip.InflaterInputStream(new java.util.zip.DeflaterInputStream(new java.io.ByteArrayInputStream(new byte[70_000]),"
                        + " new java.util.zip.Deflater(), 1 << 16)).readAllBytes().length; } catch (java.io.IOException e) { return e; }",
                "try { var c = javax.crypto.Cipher.getInstance(\"AES/CBC/PKCS5Padding\"); c.init(1, new javax.crypto.spec.SecretKeySpec(new byte[16], \"AES\"),"
                        + " new javax.crypto.spec.IvParameterSpec(new byte[16])); var in = java.nio.ByteBuffer.wrap(new byte[100]); in.position(3); var out ="
                        + " java.nio.ByteBuffer.allocate(400); int n = c.update(in, out); in.rewind(); return n + \" \" + c.doFinal(in, out) + in.position() +"
                        + " Arrays.hashCode(out.array()); } catch (java.security.GeneralSecurityException e) { return e; }",
                "try { return Arrays.hashCode(javax.crypto.SecretKeyFactory.getInstance(\"PBKDF2WithHmacSHA256\").generateSecret(new javax.crypto.spec.PBEKeySpec("
                        + "\"p\\u00e4ss\".toCharArray(), new byte[1_024], 50, 60_000)).getEncoded()); } catch (java.security.GeneralSecurityException e) { return e; }",
                "Set<Object> s = new java.util.concurrent.CopyOnWriteArraySet<>(List.of(1, 2)); s.addAll(List.of(2, 3)); s.addAll(Set.of(4)); return s.toString()"
                        + " + new java.util.concurrent.CopyOnWriteArraySet<>(s) + new java.util.concurrent.CopyOnWriteArrayList<>(List.of(1)).addAllAbsent(List.of(1, 5));",
                "class S extends HashSet<Object> { public boolean addAll(Collection<?> c) { return super.addAll(c); } } var s = new S(); s.addAll(List.of(1, 2)); return s;",
                "var p = new PriorityQueue<Integer>(Comparator.reverseOrder()); p.addAll(List.of(1, 2)); var q = new PriorityQueue<>(p); var t = new PriorityQueue<>(new"
                        + " TreeSet<>(List.of(2, 1))); return q.peek() + \"\" + t.peek() + new PriorityQueue<>(List.of(3, 1)).peek();",
                "return Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).size() + \"\" + Map.ofEntries(Map.entry(1, 2)) + new TreeMap<>(new TreeMap<>(Map.of(2, 1)));",
                "return new java.time.format.DateTimeFormatterBuilder().appendText(java.time.temporal.ChronoField.MONTH_OF_YEAR, Map.of(1L, \"one\"))"
                        + ".toFormatter().format(java.time.LocalDate.EPOCH) + new javax.ws.rs.core.MediaType(\"a\", \"b\", Map.of(\"C\", \"d\"));",
            })
    void areNoDifferenceToHonestCode(String code) {
        Woven woven = Woven.sample("@SuppressWarnings(\"serial\") static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThat(woven.run()).isEqualTo(woven.runPlain());
    }
}
