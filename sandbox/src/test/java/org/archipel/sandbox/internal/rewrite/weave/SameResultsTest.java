package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rewritten code that is allowed does what it did before. */
class SameResultsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int sum = 0; for (int i = 0; i < 1000; i++) { sum += i * i; } return sum;",
                "var w = new java.io.StringWriter(); new java.io.PrintWriter(w).printf(\"%d|%-4s\", 7, \"a\").format(Locale.ROOT, \"%.1f\", 1.5).flush(); return w.toString();",
                "return new Formatter().format(\"%d,\", 1).format(Locale.GERMANY, \"%.1f\", 2.5).toString() + new Formatter(new StringBuilder(\"x\")).format(\"y\").out();",
                "return java.time.LocalDate.of(2024, 2, 27).datesUntil(java.time.LocalDate.of(2024, 3, 2)).map(String::valueOf).collect(Collectors.joining());",
                "return new Random(5).ints(4, 0, 10).boxed().toList().toString() + new Random(5).doubles().limit(2).sum() + new Random(5).longs(1).sum();",
                "return new StringBuilder(\"abc\").chars().sum() + new StringBuffer(\"d\").codePoints().count() + java.nio.CharBuffer.wrap(\"e\").chars().sum();",
                "var s = new Scanner(new java.io.ByteArrayInputStream(\"a, 2, 1.5 true\\nx\".getBytes()), \"UTF-8\"); return s.next() + s.nextLine() + s.hasNextDouble();",
                "return new Scanner(new java.io.ByteArrayInputStream(\"all of it\".getBytes())).useDelimiter(\"\\\\A\").next() + new Scanner(\"true 1\").nextBoolean();",
                "return List.of(new Scanner(\"a;b\").useDelimiter(\";\").next(), new Scanner(\"a|b\").useDelimiter(\"\\\\|\").next(), new Scanner(\"a\\\\b\").useDelimiter(\"\\\\\\\\\").next(), new Scanner(\"a b\").useDelimiter(\"\\\\s\").next(), new Scanner(\"a\\r\\nb\").useDelimiter(\"\\\\r\\\\n\").next(), new Scanner(\"a\\nb\").useDelimiter(\"^b$\").next()).toString();",
                "interface Own<T> extends Collection<T> { default Stream<T> stream() { return Stream.empty(); } } class L extends ArrayList<Object> implements Own<Object> {} return new L().stream().count();",
                "return List.of(Sample.class.getGenericInterfaces().length, Sample.class.getTypeParameters().length).toString();",
                "return \"a\\n"
                        + " b\\r"
                        + "\\n"
                        + "c\".indent(2) + \"  x\".indent(-1) + List.of(\"a b\".split(\"\\\\s\")) +"
                        + " List.of(\"a.b\".split(\"\\\\.\")) + List.of(\"a|b\".split(\"|\"));",
                "return Arrays.toString(new int[] {1, -2}) + Arrays.toString(new double[] {1.5}) + Arrays.toString(new"
                        + " char[] {'a'}) + Arrays.toString(new byte[0]) + Arrays.toString(new short[1]) +"
                        + " Arrays.toString(new long[1]) + Arrays.toString(new float[1]) + Arrays.toString(new boolean[1])"
                        + " + Arrays.toString((int[]) null);",
                "try { var all = new StringBuilder(); for (String name : new String[] {\"UTF-8\", \"ISO-2022-JP\","
                        + " \"UTF-16\"}) { String e = java.net.URLEncoder.encode(\"x\\ud83d\\ude00"
                        + " \\u3042\\u3044%\".repeat(2_000), name); all.append(e).append(java.net.URLDecoder.decode(e,"
                        + " name)); } return all.append(java.net.URLEncoder.encode(\"a b\", \"UTF-8\")).toString(); }"
                        + " catch (java.io.UnsupportedEncodingException e) { return e; }",
                "return IntStream.of(3, 1, 2).sorted().boxed().toList().toString() + LongStream.of(3,"
                        + " 1).sorted().sum() + DoubleStream.of(2, 1).sorted().findFirst() + new"
                        + " Random(5).ints(300_000).sorted().limit(3).sum();",
                "var w = java.text.BreakIterator.getWordInstance(Locale.ROOT); w.setText(\"a b c\"); return"
                        + " List.of(w.next(3), w.next(-2), w.next(0), w.next(99), w.next(-1), w.next(-99)).toString();",
                "var w = java.text.BreakIterator.getWordInstance(Locale.ROOT); w.setText(new"
                        + " java.text.StringCharacterIterator(\"ab cd ef\", 3, 8, 4)); return List.of(w.first(), w.next(), w.last(),"
                        + " w.getText().getBeginIndex(), w.getText().getEndIndex()).toString();",
                "var files = new TreeMap<String, byte[]>(); var parts = new ArrayList<Object>(); for (int i = 0; i < 40; i++)"
                        + " { files.put(\"f\" + i, new byte[1 << 20]); parts.add(files.get(\"f\" + i)); } return"
                        + " files.equals(new TreeMap<>(files)) + \" \" + parts.equals(new ArrayList<>(parts)) +"
                        + " parts.contains(new byte[0]);",
                "return Arrays.deepToString(new Object[] {new int[] {1}, new double[] {.5}, \"a\"}) + new"
                        + " TreeSet<>(List.of(new StringBuilder(\"b\"), new StringBuilder(\"a\"))) +"
                        + " List.of(java.nio.ByteBuffer.wrap(new byte[] {1})).hashCode();",
                "try { return new String(new java.io.SequenceInputStream(Collections.enumeration(List.of(new"
                        + " java.io.ByteArrayInputStream(new byte[] {97}), new java.io.ByteArrayInputStream(new byte[]"
                        + " {98})))).readAllBytes()); } catch (java.io.IOException e) { return e; }",
                "Queue<Integer> q = new PriorityQueue<>(); q.addAll(List.of(3, 1, 2, 5)); q.removeIf(i -> i > 4);"
                        + " q.removeAll(List.of(2)); return q.poll() + \" \" + q;",
                "var f = new java.text.DecimalFormat(\"#,##0.0\"); f.setPositivePrefix(\"+\");"
                        + " f.setMinimumIntegerDigits(7); return f.format(12) +"
                        + " f.formatToCharacterIterator(1234).getAllAttributeKeys().size();",
                "return java.text.Normalizer.normalize(\"\\ufdfa\\u0390\", java.text.Normalizer.Form.NFKD) +"
                        + " Double.parseDouble(\"0x1p3\") + java.time.Duration.parse(\"PT1H\") +"
                        + " java.time.ZoneId.of(\"UTC\") + java.net.URI.create(\"x:/\\u00e4\").toASCIIString() +"
                        + " Runtime.Version.parse(\"17.0.1-ea\").compareTo(Runtime.Version.parse(\"17\"));",
                "int[] a = {3, 1, 2}; int sum = 0; for (int x : a) { sum = sum * 10 + x; } return sum;",
                "long x = 27; int steps = 0; while (x != 1) { x = x % 2 == 0 ? x / 2 : 3 * x + 1; steps++; } return steps;",
                "Map<String, List<Integer>> m = new TreeMap<>(); for (int i = 0; i < 9; i++)"
                        + " m.computeIfAbsent(\"k\" + i % 3, k -> new ArrayList<>()).add(i); return m.toString();",
                "return Stream.of(\"b\", \"a\").sorted(Comparator.reverseOrder()).map(String::toUpperCase).collect(Collectors.joining(\",\"));",
                "return IntStream.rangeClosed(1, 10).boxed().collect(Collectors.partitioningBy(i -> i % 2 == 0)).toString();",
                "return \"a1b22\".replaceAll(\"[0-9]+\", \"#\") + \"x,y\".split(\",\").length + \"abc\".matches(\"a.c\");",
                "return java.util.regex.Pattern.compile(\"(\\\\w)(\\\\d)\").matcher(\"a1 b2\").replaceAll(r -> r.group(2) + r.group(1));",
                "record P(int x, String y) {} return new P(1, \"z\").equals(new P(1, \"z\")) + new P(2, \"q\").toString();",
                "enum E { A, B { @Override int v() { return 2; } }; int v() { return 1; } } return E.A.v() + E.B.v() + E.valueOf(\"B\").name();",
                "Object o = 5; return o instanceof Integer i && i > 3 ? \"big\" + i : \"small\";",
                "return switch (\"two\") { case \"one\" -> 1; case \"two\" -> 2; default -> 3; };",
                "StringBuilder b = new StringBuilder(); try { try { throw new IllegalStateException(\"x\"); }"
                        + " finally { b.append(\"f\"); } } catch (RuntimeException e) { b.append(e.getMessage()); } return b.toString();",
                "Object lock = new Object(); int n = 0; for (int i = 0; i < 5; i++) { synchronized (lock) { n += i;"
                        + " if (n > 5) break; } } return n;",
                "return new java.math.BigDecimal(\"10.25\").divide(new java.math.BigDecimal(\"3\"), 5, java.math.RoundingMode.HALF_UP).toString();",
                "return java.math.BigInteger.TWO.pow(100).mod(java.math.BigInteger.valueOf(97)).toString(7);",
                "return java.time.LocalDate.of(2024, 2, 28).plusDays(2).format(java.time.format.DateTimeFormatter.ISO_DATE);",
                "return String.format(\"%05d|%-6s|%.2f\", 42, \"ab\", 1.5) + \"%d\".formatted(7) + \"ab\".repeat(3);",
                "return UUID.nameUUIDFromBytes(\"x\".getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString();",
                "try { return HexFormat.of().formatHex(java.security.MessageDigest.getInstance(\"SHA-256\").digest(new byte[0])); }"
                        + " catch (java.security.NoSuchAlgorithmException e) { return null; }",
                "try { var mac = javax.crypto.Mac.getInstance(\"HmacSHA256\");"
                        + " mac.init(new javax.crypto.spec.SecretKeySpec(new byte[] {1}, \"HmacSHA256\")); return mac.doFinal().length; }"
                        + " catch (java.security.GeneralSecurityException e) { return null; }",
                "try { var b = new java.io.ByteArrayOutputStream(); try (var z = new java.util.zip.GZIPOutputStream(b, 64, true)) {"
                        + " z.write(new byte[999]); } Function<java.io.InputStream, java.io.InputStream> f = i -> { try {"
                        + " return new java.util.zip.GZIPInputStream(i); } catch (java.io.IOException e) { return null; } };"
                        + " try (var in = f.apply(new java.io.ByteArrayInputStream(b.toByteArray()))) { return in.readAllBytes().length; } }"
                        + " catch (java.io.IOException e) { return null; }",
                "try { var b = new java.io.ByteArrayOutputStream(); try (var z = new java.util.zip.ZipOutputStream(b)) {"
                        + " z.putNextEntry(new java.util.zip.ZipEntry(\"a\")); z.write(1); z.closeEntry(); }"
                        + " try (var z = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(b.toByteArray()))) {"
                        + " return z.getNextEntry().getName() + z.read(); } } catch (java.io.IOException e) { return null; }",
                "Supplier<java.util.zip.Deflater> s = java.util.zip.Deflater::new; var d = s.get(); d.setInput(new byte[99]); d.finish();"
                        + " byte[] p = new byte[99]; int n = d.deflate(p); d.end(); var i = new java.util.zip.Inflater(); i.setInput(p, 0, n);"
                        + " try { return i.inflate(new byte[200]); } catch (java.util.zip.DataFormatException e) { return null; } finally { i.end(); }",
                "for (int i = 0; i < 500; i++) { new java.util.zip.Deflater(9, true).end(); } return 1;",
                "class R extends java.io.Reader { public int read(char[] c, int o, int l) { synchronized (lock) { return -1; } }"
                        + " public void close() {} } try { return new R().read() + new R().skip(1); } catch (java.io.IOException e) { return 0; }",
                "return String.join(\"-\", List.of(\"a\", \"b\")) + String.join(\"+\", \"c\", \"d\")"
                        + " + new StringJoiner(\",\", \"[\", \"]\").add(\"e\").add(null).toString() + Stream.of(1, 2).map(String::valueOf)"
                        + ".collect(Collectors.joining(\";\", \"<\", \">\")) + Stream.of(\"x\").collect(Collectors.joining());",
                "return new Locale(\"en\", \"US\").toString() + Locale.forLanguageTag(\"de-CH\").getDisplayCountry(Locale.ENGLISH)"
                        + " + new Locale.Builder().setLanguage(\"fr\").build() + new Locale(\"zh\", \"\", \"own\");",
                "return new java.text.DecimalFormat(\"#,##0.00\").format(new java.math.BigDecimal(\"12345.678\"))"
                        + " + java.text.MessageFormat.format(\"{0} of {1}\", 1, new java.math.BigDecimal(\"2.50\"))"
                        + " + String.format(\"%.2f\", java.math.BigDecimal.valueOf(314, 2)) + new java.math.BigDecimal(\"1.5e3\");",
                "return new java.time.format.DateTimeFormatterBuilder().padNext(4, '_').appendValue(java.time.temporal.ChronoField.DAY_OF_MONTH)"
                        + ".appendText(java.time.temporal.ChronoField.MONTH_OF_YEAR).toFormatter(Locale.ENGLISH).format(java.time.LocalDate.EPOCH);",
                "try { var kg = javax.crypto.KeyGenerator.getInstance(\"AES\"); kg.init(128); var k = kg.generateKey();"
                        + " var c = javax.crypto.Cipher.getInstance(\"AES/GCM/NoPadding\"); c.init(1, k); byte[] e = c.doFinal(new byte[5]);"
                        + " var d = javax.crypto.Cipher.getInstance(\"AES/GCM/NoPadding\"); d.init(2, k, c.getParameters()); return d.doFinal(e).length; }"
                        + " catch (java.security.GeneralSecurityException e) { return e.toString(); }",
                "return java.net.URI.create(\"http://a/b/c\").resolve(\"../d\").normalize().toString() + java.net.IDN.toASCII(\"b\\u00fccher.example\")"
                        + " + new StringTokenizer(\"a b,c\", \" ,\").countTokens() + new java.util.concurrent.CopyOnWriteArraySet<>(List.of(1, 1)).size();",
                "int[][] a = new int[3][4]; a[2][3] = 7; return Arrays.deepToString(a) + new long[2].length;",
                "var lock = new java.util.concurrent.locks.ReentrantLock(); lock.lock(); try { return lock.isHeldByCurrentThread(); }"
                        + " finally { lock.unlock(); }",
                "var local = ThreadLocal.withInitial(() -> 3); local.set(local.get() + 1); return local.get();",
                "var f = java.util.concurrent.CompletableFuture.completedFuture(2).thenApply(x -> x * 21); return f.join();",
                "Supplier<List<String>> s = ArrayList::new; List<String> l = s.get(); l.add(\"q\"); return l;",
                "Function<Integer, int[]> f = int[]::new; return f.apply(3).length;",
                "BiFunction<String, Integer, String> f = String::repeat; return f.apply(\"xy\", 3);",
                "Function<String, java.math.BigInteger> f = java.math.BigInteger::new; return f.apply(\"12\").toString();",
                "class A extends AbstractList<Integer> { public Integer get(int i) { return i * 2; } public int size() { return 3; } }"
                        + " return new A().stream().mapToInt(i -> i).sum() + new A().toString();",
                "class X extends Exception { X(String m) { super(m); } } try { throw new X(\"y\"); } catch (X e) { return e.getMessage(); }",
                "StringBuilder b = new StringBuilder(); b.append(1).append('c').append(2.5).reverse(); b.setLength(2); return b.toString();",
                "return Sample.class.getSimpleName() + Optional.of(1).map(x -> x + 1).orElseThrow();",
                "return new Object[] {1, \"a\"}.clone().length;",
                "int n = 0; outer: for (int i = 0; ; i++) { for (int j = 0; j < 3; j++) { if (i * j == 6) break outer; n++; } } return n;",
                "int n = 0; do { n += 3; } while (n < 20); return n;",
                "interface L extends CharSequence { default char charAt(int i) { return 'a'; }"
                        + " default CharSequence subSequence(int a, int b) { return this; } } List<Integer> two = List.of(1, 2);"
                        + " Supplier<Integer> three = () -> 3; L l = () -> 1; L m = two::size; L n = three::get;"
                        + " return new StringBuilder(l).append(m).append(n).toString() + m.length();",
                "enum E { A, B { }, C } return Arrays.toString(E.class.getEnumConstants()) + E.valueOf(\"B\") + EnumSet.noneOf(E.class)"
                        + " + EnumSet.allOf(E.class) + new EnumMap<E, String>(E.class) + Enum.valueOf(E.class, \"C\")"
                        + " + E.A.describeConstable().isPresent() + int[].class.describeConstable() + (String.class.getEnumConstants() == null);",
                "enum E { A, B; static final E FIRST = valueOf(\"A\"); static final Set<E> ALL = EnumSet.allOf(E.class); }"
                        + " return E.FIRST + \"\" + E.ALL;",
                "double s = 0; for (int i = 0; i < 100; i++) { s = (s + i) % 7; } return s;",
                "int s = 0; for (int i = 3; i < 30_000; i++) { if (i % 3 == 0) continue; s += i; } for (int i = 0; i < 9; i++) s ^= i; return s;",
                "int s = 0; for (int n : new int[] {-5, 0, 1, 1023, 1024, 1025, 3000}) { for (int i = 0; i < n; i++) s += i; s *= 31; } return s;",
                "int s = 0; for (int i = Integer.MAX_VALUE - 3000; i <= Integer.MAX_VALUE; i++) { s += i; if (i < 0) break; } return s;",
                "int s = 0; for (int i = Integer.MAX_VALUE - 3001; i < Integer.MAX_VALUE; i += 2) { s += i; if (i < 0) break; } return s;",
                "int s = 0; int step = -1_000_000_000; for (int i = 5; i < 100; i += step) { s += i; } return s;",
                "int s = 0; int step = 7; for (int i = -5; i <= 30_000; i += step) { s = s * 31 + i; } return s;",
                "int s = 0; int step = -7; for (int i = 30_000; i >= 2; i += step) { s = s * 31 + i; } return s;",
                "int s = 0; int n = 4000; for (int i = 1; i <= n; i++) { s = s * 31 + i; } for (int i = n; i >= 0; i -= 3) { s += i; } return s;",
                "int s = 0; for (int i = Integer.MIN_VALUE + 3000; i >= Integer.MIN_VALUE; i--) { s += i; if (i > 0) break; } return s;",
                "boolean[] c = new boolean[9000]; int p = 0; for (int i = 2; i < c.length; i++) { if (!c[i]) { p++;"
                        + " for (int j = i + i; j < c.length; j += i) c[j] = true; } } return p;",
                "int s = 0; int i = 0; int n = 3000; while (i < n) { if (i % 5 == 0) { s += 2; } else { s--; } i += 3; } return s + i;",
                "int s = 0; for (int i = Integer.MAX_VALUE - 3000; i < Integer.MAX_VALUE; i++) s += i; return s;",
                "int n = Integer.MIN_VALUE; int s = 0; for (int i = n + 3000; i > n; i--) s += i; return s;",
                "int s = 0; for (int i = 4000; i >= 0; i--) s = s * 31 + i; for (int i = 2000; i > 0; i--) s += i; return s;",
                "int s = 0; for (int i = 5; i >= 7; i--) s++; for (int i = -1; i >= 0; i--) s++; for (int i = 3000; i >= 100; i--) s += i; return s;",
                "int s = 0; for (int i = -9; i <= 70_000; i++) s += i; for (int i = 9; i <= 8; i++) s++; return s;",
                "int[] a = new int[5000]; int k = 0; for (int i = 0; i < a.length; i++) { if (i % 3 == 0) continue;"
                        + " if (i > 4500) break; long w = i; double d = w; a[i] = (int) (d / 2) + k++; } return Arrays.hashCode(a) + k;",
                "int[] a = new int[3000]; int s = 0; try { for (int i = 0; i < 4000; i++) { s += a[i] + i; } }"
                        + " catch (ArrayIndexOutOfBoundsException e) { s = -s; } return s;",
                "int[] a = new int[2000]; int s = 0; for (int i = 0; i < a.length; i++) { s += i; if (i == 1500) a = new int[1]; } return s;",
                "int[][] m = new int[50][70]; int s = 0; for (int i = 0; i < m.length; i++) for (int j = 0; j < m[i].length; j++)"
                        + " { m[i][j] = i * j; s += m[i][j]; } return s;",
                "int s = 0; int n = 3000; for (int i = 0; i < n; i++) { switch (i % 4) { case 0: s++; continue; case 1: s += 2; break; default: s--; } s ^= i; } return s;",
                "int n = 2500; int c = 0; for (int i = 0; i < n - 1; i++) { Object o = i % 2 == 0 ? \"x\" : null; c += o == null ? 1 : 2; } return c;",
                "int w = 2500; int s = 1 + (w > 3 ? 2 : 3); int i = 7; while (i < w) { s += i; i++; } return s + i;",
                "String t = \"abcdefghij\".repeat(300); int h = 0; for (int i = 0; i < t.length(); i++) h = 31 * h + t.charAt(i); return h + t.hashCode();",
                "var l = new ArrayList<>(Collections.nCopies(200, \"a\")); l.add(null); l.add(\"c\"); var o = Arrays.asList(new String[50]);"
                        + " o.set(3, \"a\"); return l.containsAll(o) + \"\" + l.removeAll(o) + l + l.retainAll(o) + l;",
                "Set<Integer> s = IntStream.range(0, 90).boxed().collect(Collectors.toCollection(TreeSet::new));"
                        + " var more = new HashSet<>(s); more.remove(7); s.removeAll(more); Predicate<Collection<?>> p = s::containsAll;"
                        + " return s + \"\" + p.test(List.of(7)) + Collections.disjoint(s, more) + Collections.indexOfSubList(List.of(1, 2, 3), List.of(2, 3));",
                "class L extends ArrayList<Object> { public boolean removeAll(Collection<?> c) { return super.removeAll(c); } }"
                        + " var l = new L(); l.addAll(Collections.nCopies(60, 1)); l.add(2); l.removeAll(new ArrayList<>(l.subList(0, 50))); return l;",
                "String t = \"abcabc\"; var b = new StringBuilder(t); return t.indexOf(\"c\") + t.indexOf(\"c\", 3) + t.lastIndexOf(\"b\")"
                        + " + t.lastIndexOf(\"b\", 3) + \"\" + t.contains(\"ca\") + b.indexOf(\"b\", 2) + b.lastIndexOf(\"a\");",
                "return java.text.Normalizer.normalize(\"e\\u0301\", java.text.Normalizer.Form.NFC)"
                        + " + java.text.Normalizer.isNormalized(\"e\", java.text.Normalizer.Form.NFD);",
                "try { var packed = new java.io.ByteArrayOutputStream(); try (var out = new java.util.zip.GZIPOutputStream(packed)) {"
                        + " out.write(new byte[] {1, 2, 3}); } return new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream("
                        + "packed.toByteArray()), 64).readAllBytes().length; } catch (java.io.IOException e) { return e; }",
                "int s = 0; int[] a = new int[70]; for (int k = 0; k < 3; k++) { for (int i = 0; i < a.length; i++) { if (i == 9) continue;"
                        + " Object o = i > 4 ? \"x\" : null; a[i] += o == null ? i : k; if (i == 60) break; s += a[i]; } } return s;",
                "class C { int n = 3000; int s; int run() { for (int i = 0; i < n; i++) { s += i; if (s > 100_000) n = 2; } return s; } } return new C().run();",
                "class C { final int[] d = new int[3000]; C() { super(); for (int i = 0; i < d.length; i++) d[i] = i; } } return Arrays.hashCode(new C().d);",
                "record R(String a, List<Integer> b, int c) {} var r = new R(\"a\", List.of(1), 2); return r + \"\" + r.equals(new R(\"a\", List.of(1), 2)) + r.equals(\"x\") + r.equals(null) + (r.hashCode() == new R(\"a\", List.of(1), 2).hashCode());",
                "class L extends ArrayList<Object> { } var l = new L(); l.add(1); l.add(l); return l.toString() + l.equals(List.of(1)) + (new L().hashCode() == List.of().hashCode()) + new L().equals(new L());",
                "class L extends ArrayList<Object> { public boolean equals(Object o) { return super.equals(o); } public int hashCode() { return super.hashCode() + 1; } } var l = new L(); l.add(\"q\"); return l.hashCode() + \"\" + l.equals(List.of(\"q\"));",
                "interface Look { Object get(Object key); String toString(); } class M extends HashMap<Object, Object> implements Look { } var m = new M(); m.put(\"a\", 1); Look k = m; return k.get(\"a\") + k.toString();",
                "Map<Object, Object> m = new HashMap<>(); m.put(List.of(1, 2), \"x\"); m.putIfAbsent(Set.of(1), \"y\"); m.merge(\"k\", 1, (a, b) -> 2); m.computeIfAbsent(null, k -> 3); return m.get(List.of(1, 2)) + \"\" + m.get(Set.of(1)) + m.containsValue(\"y\") + m.remove(\"k\", 1) + m.getOrDefault(7, 8) + new TreeMap<>(Map.of(2, 1, 1, 2)) + new HashMap<>(m).size();",
                "Map<Integer, Integer> big = new HashMap<>(); for (int i = 0; i < 1000; i++) big.put(i, i); var t = new TreeMap<>(big); var c = new java.util.concurrent.ConcurrentHashMap<>(big); var l = new LinkedHashMap<Integer, Integer>(); l.putAll(big); return t.equals(c) && l.equals(t) && Map.copyOf(big).equals(t);",
                "var big = new ArrayList<Integer>(); for (int i = 0; i < 1000; i++) big.add(i * 7 % 501); return new HashSet<>(big).size() + new TreeSet<>(big).size() + new PriorityQueue<>(big).peek() + Set.copyOf(big).size() + new LinkedHashSet<>(big).iterator().next();",
                "var l = new ArrayList<>(List.of(\"b\", \"c\", \"a\")); l.sort(null); String s = \"\" + l; Collections.sort(l, Comparator.reverseOrder()); s += l; String[] a = {\"y\", \"x\"}; Arrays.sort(a); s += a[0]; Arrays.sort(a, Comparator.reverseOrder()); return s + a[0] + Collections.max(l) + Collections.min(l, Comparator.reverseOrder()) + Stream.of(\"q\", \"p\").sorted().toList() + Stream.of(\"q\", \"p\").max(Comparator.naturalOrder()).get();",
                "Function<Integer, Integer> f = x -> x + 1; Predicate<Integer> p = x -> x > 2; Comparator<String> c = Comparator.comparing(String::length); return f.andThen(f).compose(f).apply(1) + \"\" + p.and(x -> x < 9).or(x -> x == 0).negate().test(5) + c.thenComparing(Comparator.reverseOrder()).thenComparing(Function.identity()).compare(\"a\", \"b\");",
                "return Stream.of(\"a\", \"bb\", \"cc\", \"a\").distinct().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.counting())) + \"\" + Stream.of(1, 2).collect(Collectors.toMap(x -> x, x -> x * 2)) + Stream.of(3, 3).collect(Collectors.toSet()) + Stream.of(4).collect(Collectors.toCollection(LinkedList::new)) + Stream.of(1, 2, 3).collect(Collectors.teeing(Collectors.counting(), Collectors.summingInt(x -> x), (n, t) -> n + \":\" + t));",
                "return Arrays.stream(new int[] {3, 4}).sum() + \"ab\".chars().sum() + \"a\\nb\".lines().count() + IntStream.of(1, 2).max().getAsInt() + Stream.builder().add(1).build().count() + List.of(1, 2, 3).stream().mapToInt(x -> x).sum() + Arrays.stream(new String[] {\"x\", \"y\"}, 1, 2).count();",
                "Object[] a = {1, new int[] {2}, null, List.of(\"x\")}; return Arrays.deepToString(a) + Arrays.deepHashCode(new Object[] {1, \"a\"}) + Arrays.deepEquals(a, a) + Objects.hash(1, \"b\", null) + Objects.equals(List.of(1), List.of(1)) + String.valueOf((Object) List.of(2)) + Objects.toString(null);",
                "StringBuilder b = new StringBuilder().append(List.of(1)).append((Object) null).append(\"s\").insert(0, Map.of(\"k\", 1)); return b + \"\" + List.of(2) + 3L + 'c' + 2.5 + true + null + Optional.of(\"o\");",
                "var l = new ArrayList<Object>(List.of(\"a\", List.of(1), 2)); return l.contains(List.of(1)) + \"\" + l.indexOf(2) + l.lastIndexOf(\"x\") + l.remove((Object) \"a\") + l + new ArrayDeque<>(l).contains(2) + Collections.frequency(l, 2) + Collections.indexOfSubList(l, List.of(2));",
                "try { var d = java.security.MessageDigest.getInstance(\"SHA-256\"); d.update(new byte[200_000]); d.update(java.nio.ByteBuffer.wrap(new byte[] {1, 2})); return HexFormat.of().formatHex(d.digest(new byte[] {3})); } catch (java.security.NoSuchAlgorithmException e) { return null; }",
                "return java.math.BigInteger.ONE.shiftLeft(600).nextProbablePrime().subtract(java.math.BigInteger.ONE.shiftLeft(600)).intValue() + java.math.BigInteger.probablePrime(600, new Random(1)).bitLength() + new java.math.BigDecimal(\"1.500\").stripTrailingZeros().toPlainString();",
                "return new java.time.format.DateTimeFormatterBuilder().append(java.time.format.DateTimeFormatter.ISO_LOCAL_DATE).appendLiteral('T').appendOptional(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME).toFormatter().format(java.time.LocalDateTime.of(2024, 1, 2, 3, 4));",
                "var n = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(); n.putArray(\"a\").add(1).add(\"x\"); return n.deepCopy().equals(n) + \"\" + n.findValue(\"a\").size() + n.at(\"/a/1\").asText() + (n.hashCode() == n.deepCopy().hashCode()) + n;",
                "String t = \"a,b,,c\".repeat(6000); return t.split(\",\").length + t.split(\",\", 7).length + \"x\".split(\",\").length;",
                "return Locale.LanguageRange.parse(\"en-US,de;q=0.5\").size() + \"\" + Locale.lookup(Locale.LanguageRange.parse(\"de\"), List.of(Locale.GERMAN)) + new Locale(\"en\", \"FR\") + new Locale.Builder().setLanguageTag(\"fr-CA\").build();",
            })
    void isKept(String code) {
        Woven woven = Woven.sample("static Object run() { " + code + " }");

        assertThat(woven.run()).isEqualTo(woven.runPlain());
        assertThat(woven.result().problems()).isEmpty();
    }
}
