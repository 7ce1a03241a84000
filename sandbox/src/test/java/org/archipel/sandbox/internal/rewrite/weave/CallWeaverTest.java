package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallWeaverTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1); return 1;",
                "Runtime.getRuntime().halt(1); return 1;",
                "Runnable exit = () -> Runtime.getRuntime().exit(1); exit.run(); return 1;",
                "IntConsumer exit = System::exit; exit.accept(1); return 1;",
                "Function<String, Thread> made = Thread::new; made.apply(\"x\").start(); return 1;",
                "return new java.io.File(\"/etc/passwd\").exists();",
                "try { return new java.io.FileInputStream(\"/etc/passwd\"); } catch (java.io.IOException e) { return 1; }",
                "try { return new java.net.Socket(\"localhost\", 1); } catch (java.io.IOException e) { return 1; }",
                "try { return java.nio.file.Files.readString(java.nio.file.Path.of(\"/etc/passwd\")); }"
                        + " catch (java.io.IOException e) { return 1; }",
                "return ModuleLayer.boot();",
                "return System.getenv();",
                "System.out.println(1); return 1;",
                "Locale.setDefault(Locale.ROOT); return 1;",
                "return List.of(1).parallelStream().count();",
                "return Stream.of(1).parallel().count();",
                "return java.util.concurrent.Executors.newCachedThreadPool();",
                "return java.util.concurrent.CompletableFuture.runAsync(() -> {});",
                "return ClassLoader.getPlatformClassLoader();",
                "class T extends Thread {} new T().start(); return 1;",
                "synchronized (String.class) { return 1; }",
                "synchronized (\"literal\") { return 1; }",
                "return new long[1 << 28];",
                "return new int[1 << 14][1 << 14];",
                "return new ArrayList<>(1 << 28);",
                "return \"x\".repeat(1 << 28);",
                "return String.format(\"%999999999d\", 1);",
                "String t = \"a\".repeat(1 << 17); return (t + t).contains(t + \"b\");",
                "return new StringBuilder(\"a\".repeat(1 << 17)).lastIndexOf(\"b\" + \"a\".repeat(1 << 16));",
                "return (\"a\".repeat(1 << 17)).replace(\"a\".repeat(1 << 16) + \"b\", \"\");",
                "return java.text.Normalizer.normalize(\"\\u0301\\u0323\".repeat(600), java.text.Normalizer.Form.NFD);",
                "return Collections.indexOfSubList(Collections.nCopies(1 << 15, 1), Collections.nCopies(1 << 14, 2));",
                "try { return new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(new byte[9]), 1 << 28); }"
                        + " catch (java.io.IOException e) { return e; }",
                "List<Object> l = new ArrayList<>(); for (int i = 0; i < 200; i++) l.add(new java.util.zip.Deflater()); return l;",
                "List<Object> l = new ArrayList<>(); for (int i = 0; i < 2000; i++) l.add(new java.util.zip.Inflater(true)); return l;",
                "try { List<Object> l = new ArrayList<>(); for (int i = 0; i < 200; i++)"
                        + " l.add(new java.util.zip.GZIPOutputStream(new java.io.ByteArrayOutputStream())); return l; }"
                        + " catch (java.io.IOException e) { return e; }",
                "Supplier<Object> s = java.util.zip.Deflater::new; List<Object> l = new ArrayList<>();"
                        + " for (int i = 0; i < 200; i++) l.add(s.get()); return l;",
                "for (int i = 0; i < 101; i++) new Locale(\"en\", \"US\", \"v\" + i); return 1;",
                "return Locale.forLanguageTag(\"en-x\" + \"-abcdefgh\".repeat(50));",
                "class R extends java.io.Reader { R() { super(TimeZone.class); } public int read(char[] c, int o, int l) { return -1; }"
                        + " public void close() {} } return new R();",
                "class W extends java.io.Writer { W() { lock = TimeZone.class; } public void write(char[] c, int o, int l) {}"
                        + " public void flush() {} public void close() {} } return new W();",
                "return String.join(\"\", Collections.nCopies(40, \"a\".repeat(1_000_000)));",
                "return Collections.nCopies(40, \"a\".repeat(1_000_000)).stream().collect(Collectors.joining());",
                "return new java.util.concurrent.ArrayBlockingQueue<Integer>(1 << 28, true);",
                "try { return java.security.AlgorithmParameters.getInstance(\"1.2.840.113549.1.5.3\"); }"
                        + " catch (java.security.GeneralSecurityException e) { return e; }",
                "record K() implements javax.crypto.SecretKey { public String getAlgorithm() { return \"AES\"; }"
                        + " public String getFormat() { return \"RAW\"; } public byte[] getEncoded() { return new byte[16]; } }"
                        + " try { var m = javax.crypto.Mac.getInstance(\"HmacSHA256\"); m.init(new K()); return m; }"
                        + " catch (java.security.GeneralSecurityException e) { return e; }",
                "com.fasterxml.jackson.core.StreamReadConstraints.overrideDefaultStreamReadConstraints(null); return 1;",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return d.hashCode();",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return List.of(d).equals(List.of(d, d).subList(0, 1));",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return d.toString().length();",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return \"\" + d;",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return new HashMap<Object, Object>().get(d);",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return new ArrayList<>(Collections.nCopies(1000, d)).indexOf(List.of(d));",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); record R(Object o) {} return new R(d).hashCode();",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); record R(Object o) {} return new R(1).equals(new R(d));",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return Objects.hash(d);",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return Arrays.deepHashCode(new Object[] {d});",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return Map.entry(1, Optional.of(d)).hashCode();",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return String.format(\"%s\", d);",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return Stream.of(d).collect(Collectors.toSet());",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); return new HashSet<>(Arrays.asList(d, 1));",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); Function<Object, Integer> f = Object::hashCode; return f.apply(d);",
                "Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); class E extends ArrayList<Object> { public Iterator<Object> iterator() { return Collections.emptyIterator(); } } var e = new E(); e.add(d); return Set.of(e, 1);",
                "interface Look { int hashCode(); } class M extends HashMap<Object, Object> implements Look { } Object d = \"a\"; for (int i = 0; i < 40; i++) d = List.of(d, d); var m = new M(); m.put(1, d); Look l = m; return l.hashCode();",
                "List<Object> l = new ArrayList<>(); l.add(1); List<Object> k = new ArrayList<>(List.of(l)); l.add(k); return l.hashCode();",
                "String s = \"a\".repeat(1 << 20); return Collections.nCopies(1 << 20, s).toString();",
                "String s = \"a\".repeat(1 << 20); return Collections.nCopies(1 << 20, s).contains(s + \"b\");",
                "try { var e = new java.sql.SQLException(); e.setNextException(e); return e; } catch (RuntimeException x) { throw x; }",
                "var f = java.time.format.DateTimeFormatter.ofPattern(\"y\"); return new java.time.format.DateTimeFormatterBuilder().append(f);",
                "try { return new java.text.DecimalFormat(\"0\").parse(\"9\".repeat(1 << 17)); } catch (java.text.ParseException e) { return e; }",
                "return new Scanner(\"a\".repeat(1 << 21)).next();",
                "return new Scanner(\"a\").useDelimiter(\"\\\\Xa\");",
                "return new Scanner(\"a\").useDelimiter(\"\\\\b\");",
                "return new Scanner(\"a\").useDelimiter(\"a\\\\Ba\");",
                "return new Scanner(\"a\").useDelimiter(\"\\\\Qa\\\\E\");",
                "return new Scanner(\"a\").useDelimiter(\"\\\\p\");",
                "return new Scanner(\"a\").useDelimiter(\"\\\\\\\\\\\\1\");",
                "return new Scanner(\"a\").useDelimiter(\"(?s)a\");",
                "return Locale.LanguageRange.parse(\"en\" + \",x-y\".repeat(1000));",
                "for (String l : Locale.getISOLanguages()) for (String c : Locale.getISOCountries()) new Locale(l, c); return 1;",
                "return java.math.BigInteger.TWO.pow(1 << 28);",
                "return new java.math.BigDecimal(\"1e1000000000\").add(java.math.BigDecimal.ONE);",
                "interface L extends CharSequence { default char charAt(int i) { return 'a'; }"
                        + " default CharSequence subSequence(int a, int b) { return this; } } L l = () -> 450_000_000;"
                        + " return new StringBuilder(l).length();",
                "interface P { int length(); } interface L extends P, CharSequence { default char charAt(int i) { return 'a'; }"
                        + " default CharSequence subSequence(int a, int b) { return this; } } Supplier<Integer> s = () -> 450_000_000;"
                        + " L l = s::get; return new StringBuilder(l).length();",
                "String s = \"a\".repeat(3); interface L extends CharSequence { default char charAt(int i) { return 'a'; }"
                        + " default CharSequence subSequence(int a, int b) { return this; } } L l = () -> 150_000_000 * s.length();"
                        + " return l.length();",
                "return new java.net.Socket(System.nanoTime() > 0 ? java.net.Proxy.NO_PROXY : null);",
                "Supplier<Object> s = Thread::new; return s.get();",
                "Object made = null; for (int i = 0; made == null; i++) { made = new Timer(i > 3 ? \"a\" : \"b\", i > 4); } return made;",
                "try { return new java.io.RandomAccessFile(System.nanoTime() > 0 ? \"a\" : \"b\", \"r\"); }"
                        + " catch (java.io.IOException e) { return e; }",
            })
    void deniesAtRunTime(String code) {
        Woven woven = Woven.sample("static Object run() { " + code + " }");

        assertThat(woven.errors()).isEmpty();
        assertThatThrownBy(woven::run)
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("not allowed to extensions: ");
    }
}
