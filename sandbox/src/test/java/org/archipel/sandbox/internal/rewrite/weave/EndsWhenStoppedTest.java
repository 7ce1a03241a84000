package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that takes for ever in the JDK, if nothing looks at what it is given: it is refused at once, or ends when it is told to. */
class EndsWhenStoppedTest {
    private static final Duration BEFORE_STOP = Duration.ofMillis(300);
    // Far more than what is refused or stopped takes, far less than what is not.
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    private static final String FUTURES = "var f = new java.util.concurrent.CompletableFuture<Object>();"
            + " var g = new java.util.concurrent.CompletableFuture<Object>(); ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return new java.time.format.DateTimeFormatterBuilder().padNext(1 << 29, 'x').appendLiteral('a')"
                        + ".toFormatter().format(java.time.LocalDate.EPOCH).length();",
                "return new java.text.DecimalFormat(\"0\").format(new java.math.BigDecimal(java.math.BigInteger.TWO, -2_000_000_000));",
                "return java.text.NumberFormat.getInstance().format(java.math.BigDecimal.valueOf(3, -2_000_000_000));",
                "return java.text.MessageFormat.format(\"{0}\", java.math.BigDecimal.valueOf(3, -2_000_000_000));",
                "return String.format(\"%.0f\", java.math.BigDecimal.valueOf(1, -2_000_000_000));",
                "return String.format(\"%.0f\", new java.math.BigDecimal(\"1e2000000000\"));",
                "return String.format(\"%f\", java.math.BigDecimal.ONE.scaleByPowerOfTen(2_000_000_000));",
                "String t = \"a\".repeat(1 << 22); return new StringTokenizer(t, \"b\".repeat(1 << 22)).countTokens();",
                "String t = \"a\".repeat(1 << 22); return new StringTokenizer(t).nextToken(\"b\".repeat(1 << 22)).length();",
                "return new java.util.concurrent.CopyOnWriteArrayList<>(numbers(0)).addAllAbsent(numbers(1 << 24));",
                "return new java.util.concurrent.CopyOnWriteArraySet<>(numbers(0)).size();",
                "return new java.util.concurrent.CopyOnWriteArraySet<Integer>().addAll(numbers(0));",
                "var c = java.text.Collator.getInstance(Locale.ENGLISH);"
                        + " c.setDecomposition(java.text.Collator.CANONICAL_DECOMPOSITION);"
                        + " String t = \"a\" + \"\\u0301\\u0323\".repeat(1 << 19); return c.compare(t, t + \"b\");",
                "var c = java.text.Collator.getInstance(Locale.ENGLISH);"
                        + " c.setDecomposition(java.text.Collator.FULL_DECOMPOSITION);"
                        + " String t = \"a\" + \"\\u0301\\u0323\".repeat(1 << 19); List<String> l = Arrays.asList(t, t + \"b\");"
                        + " l.sort(c); return l.size();",
                "return java.net.IDN.toASCII(\"a\" + \"\\u0301\\u0323\".repeat(1 << 19), 1);",
                "return java.net.URI.create(\"/a\".repeat(1 << 18) + \"/..\".repeat(1 << 18)).normalize().toString().length();",
                "return java.net.URI.create(\"/\").resolve(\"/a\".repeat(1 << 18) + \"/..\".repeat(1 << 18)).toString().length();",
                "try { var m = javax.crypto.KeyGenerator.getInstance(\"HmacSHA256\"); m.init(Integer.MAX_VALUE);"
                        + " return m.generateKey().getEncoded().length; } catch (java.security.GeneralSecurityException e) { return e; }",
                "var big = java.math.BigInteger.ONE.shiftLeft(1 << 18).subtract(java.math.BigInteger.ONE);"
                        + " try { var s = java.security.Signature.getInstance(\"SHA1withDSA\");"
                        + " s.initVerify(java.security.KeyFactory.getInstance(\"DSA\").generatePublic("
                        + "new java.security.spec.DSAPublicKeySpec(big.subtract(java.math.BigInteger.TWO), big, big, java.math.BigInteger.valueOf(3))));"
                        + " s.update((byte) 1); return s.verify(new byte[] {0x30, 6, 2, 1, 5, 2, 1, 7}); }"
                        + " catch (java.security.GeneralSecurityException e) { return e; }",
                "Function<Object, Object> f = Function.identity(); for (int i = 0; i < 50; i++) f = f.andThen(f); return f.apply(1);",
                "Comparator<String> c = String.CASE_INSENSITIVE_ORDER; for (int i = 0; i < 50; i++) c = c.thenComparing(c); return c.compare(\"a\", \"A\");",
                "Collector<Object, ?, Long> c = Collectors.counting(); for (int i = 0; i < 50; i++) c = Collectors.teeing(c, c, Long::sum); return Stream.of(1).collect(c);",
                "Stream<Integer> s = Collections.nCopies(1 << 24, 1).stream(); for (int i = 0; i < 1000; i++) s = s.skip(1); return s.reduce(1, Math::max);",
                "List<Object> l = new ArrayList<>(); for (int i = 0; i < 300_000; i++) l.add(Map.entry(i, i)); return new HashSet<>(l).size();",
                "String[] s = {\"a\".repeat(1 << 22) + \"b\", \"a\".repeat(1 << 22) + \"c\"}; String[] a = new String[1 << 18]; for (int i = 0; i < a.length; i++) a[i] = s[i * 31 % 7 % 2]; Arrays.sort(a); return 1;",
                "try { return java.security.MessageDigest.getInstance(\"MD2\").digest(new byte[32 << 20]); } catch (java.security.GeneralSecurityException e) { return e; }",
                "return java.math.BigInteger.ONE.shiftLeft(4_000).nextProbablePrime();",
                "return \"\\u0130\".repeat(1 << 22).toLowerCase(Locale.ROOT).length();",
                "return new Random().ints().count();",
                "return new Random().doubles(1L << 60).sum();",
                "return \"a\\n\".repeat(1 << 18).indent(1 << 14).length();",
                "String v = \"17-\" + \"1\".repeat(1 << 22); return"
                        + " Runtime.Version.parse(v).compareTo(Runtime.Version.parse(v));",
                "var words = java.text.BreakIterator.getSentenceInstance(Locale.ROOT); words.setText(\"a. \".repeat(1"
                        + " << 18)); words.last(); return words.next(-Integer.MAX_VALUE);",
                "var f = new java.text.SimpleDateFormat(\"DDD \".repeat(900), Locale.ROOT);"
                        + " ((java.text.DecimalFormat) f.getNumberFormat()).setPositivePrefix(\"x\".repeat(1 << 20));"
                        + " return f.format(new Date(0)).length();",
                "var f = new java.text.SimpleDateFormat(\"DDD \".repeat(900), Locale.ROOT);"
                        + " f.getNumberFormat().setMinimumFractionDigits(1 << 24); return f.format(new Date(0)).length();",
                "var f = new java.text.DecimalFormat(\"#,##0\"); f.setGroupingSize(1); return"
                        + " f.formatToCharacterIterator(java.math.BigInteger.ONE.shiftLeft(1 << 18)).getEndIndex();",
                "try { var s = Collections.nCopies(1 << 20, new java.io.ByteArrayInputStream(new byte[0]) { int left ="
                        + " 1 << 25; public synchronized int read(byte[] b, int o, int n) { int r = Math.min(n, left);"
                        + " left -= r; if (left == 0) { left = 1 << 25; return -1; } return r; } }); return new"
                        + " java.io.InputStreamReader(new"
                        + " java.io.SequenceInputStream(Collections.enumeration(s))).transferTo(java.io.Writer.nullWriter());"
                        + " } catch (java.io.IOException e) { return e; }",
                "String[][] t = new String[20][2]; for (int i = 0; i < 20; i++) for (int j = 0; j < 2; j++)"
                        + " t[i][j] = (char) ('a' + i) + \"b\".repeat(1 << 20);"
                        + " Queue<String> q = new PriorityQueue<>(); for (int i = 1; i < 1 << 20; i++)"
                        + " q.add(t[31 - Integer.numberOfLeadingZeros(i)][i & 1]);"
                        + " String first = q.peek(); return q.removeIf(x -> x == first);",
                "String[] t = {\"b\".repeat(1 << 22), new String(\"b\".repeat(1 << 22))}; String[] all = new String[1"
                        + " << 20]; for (int i = 0; i < all.length; i++) all[i] = t[i & 1]; return new"
                        + " PriorityQueue<String>().addAll(Arrays.asList(all));",
                "return new java.text.Bidi(\"\\u05d0\" + \"(\".repeat(32_000) + \"]\".repeat(1_000_000),"
                        + " 0).getRunCount();",
                "return java.text.Normalizer.normalize(\"\\ufdfa\".repeat(1 << 22),"
                        + " java.text.Normalizer.Form.NFKD).length();",
                "return new Random().ints(1 << 26).sorted().sum();",
                "return new java.security.spec.ECFieldF2m(2_000_000_000, new int[] {5}).getM();",
                "return java.net.URLEncoder.encode(\"\\u1234\".repeat(1 << 24),"
                        + " java.nio.charset.StandardCharsets.UTF_8).length();",
                "return java.net.URI.create(\"x:\" + \"\\u1234\".repeat(1 << 24)).toASCIIString().length();",
                "double[] d = new double[1 << 22]; Arrays.fill(d, -1.2345678901234567e-300); return"
                        + " Arrays.toString(d).length();",
                "return new java.util.concurrent.atomic.AtomicLongArray(1 << 22).toString().length();",
                "return Double.parseDouble(\"0x\" + \"1\".repeat(1 << 24));",
                "return java.time.Duration.parse(\"PT\" + \"1\".repeat(1 << 24));",
                "return (\"a\" + \"\\u0301\".repeat(16_380)).split(\"\\\\X\").length;",
                "return Collections.nCopies(1 << 20, java.nio.ByteBuffer.allocate(1 << 24)).hashCode();",
                "Object[] all = new Object[1 << 16]; Arrays.fill(all, new double[1 << 21]); return Arrays.deepHashCode(all);",
                "Object[] all = new Object[64]; Arrays.fill(all, new double[1 << 21]); return Arrays.deepToString(all).length();",
                "var a = new StringBuilder(); var b = new StringBuilder(); var q = new PriorityQueue<StringBuilder>();"
                        + " for (int i = 0; i < 1 << 20; i++) q.add((i & 1) == 0 ? a : b); a.append(\"x\".repeat(1 << 22));"
                        + " b.append(a); var first = q.peek(); return q.removeIf(e -> e == first);",
                "String[] t = {\"b\".repeat(1 << 22), new String(\"b\".repeat(1 << 22))}; Queue<StringBuilder> q = new PriorityQueue<>();"
                        + " var a = new StringBuilder(); var b = new StringBuilder(); for (int i = 0; i < 1 << 20; i++)"
                        + " q.add((i & 1) == 0 ? a : b); a.append(t[0]); b.append(t[1]); var first = q.peek();"
                        + " return Collections.synchronizedCollection(q).removeIf(e -> e == first);",
                "var words = java.text.BreakIterator.getWordInstance(new Locale(\"th\")); words.setText(\"a b\");"
                        + " ((java.text.StringCharacterIterator) words.getText()).setText(\"\\u0e01\".repeat(1 << 20));"
                        + " words.first(); int n = 0; while (words.next() >= 0) n++; return n;",
                "var it = new java.text.StringCharacterIterator(\"a b\"); var words ="
                        + " java.text.BreakIterator.getWordInstance(new Locale(\"th\")); words.setText(it);"
                        + " it.setText(\"\\u0e01\".repeat(1 << 20)); words.first(); int n = 0; while (words.next() >= 0) n++; return n;",
                "var c = new java.util.concurrent.CopyOnWriteArraySet<Integer>(); var h = new HashSet<Integer>(); for (int i"
                        + " = 0; i < 60_000; i++) { c.add(i); h.add(i); } return Collections.unmodifiableSet(c).equals(h);",
                "class F extends java.io.FilterOutputStream { F(java.io.OutputStream o) { super(null); out = o; } }"
                        + " java.io.OutputStream o = new java.io.ByteArrayOutputStream(); for (int i = 0; i < 1_000; i++) o = new"
                        + " F(o); o.write(new byte[1 << 24]); return o;",
                "java.util.random.RandomGenerator.SplittableGenerator g = new SplittableRandom();"
                        + " return g.splits().skip(1L << 50).findFirst().isPresent();",
                "return new SplittableRandom().rngs().skip(1L << 50).findFirst().isPresent();",
                "return java.util.random.RandomGenerator.SplittableGenerator.of(\"L64X128MixRandom\").rngs().skip(1L << 50)"
                        + ".findFirst().isPresent();",
                "List<Object> l = new ArrayList<>(); l.add(\"a\"); for (int i = 0; i < 40; i++) l = new ArrayList<>(List.of(l, l));"
                        + " java.util.concurrent.ConcurrentHashMap.KeySetView<Object, Boolean> k ="
                        + " java.util.concurrent.ConcurrentHashMap.newKeySet(); k.add(\"x\"); return k.removeAll(Arrays.asList(l, \"y\"));",
                FUTURES
                        + "java.util.concurrent.CompletableFuture<?>[] all = new java.util.concurrent.CompletableFuture<?>[1 << 18];"
                        + " Arrays.fill(all, g); all[0] = f; java.util.concurrent.CompletableFuture.anyOf(all); many(g); return f.complete(1);",
                FUTURES + "for (int i = 0; i < 1 << 18; i++) java.util.concurrent.CompletableFuture.anyOf(f, g);"
                        + " many(g); return f.complete(1);",
                FUTURES
                        + "for (int i = 0; i < 1 << 18; i++) f.applyToEither(g, Function.identity()); many(g); return f.complete(1);",
                FUTURES
                        + "for (int i = 0; i < 1 << 18; i++) f.applyToEither(g, Function.identity()); many(f); return g.complete(1);",
                FUTURES + "java.util.concurrent.CompletionStage<Object> s = f; for (int i = 0; i < 1 << 18; i++)"
                        + " s.acceptEither(g, x -> {}); many(g); return f.complete(1);",
                FUTURES + "for (int i = 0; i < 1 << 18; i++) f.runAfterEitherAsync(g, () -> {}, Runnable::run);"
                        + " many(g); return f.complete(1);",
                "class Own extends java.util.concurrent.CompletableFuture<Object> {}" + FUTURES
                        + "var o = new Own(); for (int i = 0; i < 1 << 18; i++) o.applyToEither(g, Function.identity());"
                        + " many(o); return g.complete(1);",
                "var a = new java.sql.SQLException(\"a\"); var b = new java.sql.SQLException(\"b\"); a.initCause(b); b.initCause(a);"
                        + " var last = new java.util.concurrent.atomic.AtomicReference<Throwable>(); a.forEach(last::set); return last.get();",
                "return java.time.LocalDate.MIN.datesUntil(java.time.LocalDate.MAX).filter(d -> false).count();",
            })
    void isRefusedOrStopped(String code) throws Exception {
        Woven woven = Woven.sample("static List<Integer> numbers(int from) { Integer[] n = new Integer[1 << 20];"
                + " for (int i = 0; i < n.length; i++) n[i] = from + i; return Arrays.asList(n); }"
                + " static void many(java.util.concurrent.CompletableFuture<Object> f) {"
                + " for (int i = 0; i < 1 << 20; i++) f.thenApply(Function.identity()); }"
                + " static Object run() throws Exception { " + code + " }");
        assertThat(woven.errors()).isEmpty();
        FutureTask<Object> run = new FutureTask<>(woven::run);
        Thread thread = new Thread(run, "runs the sample");
        thread.setDaemon(true);
        Checkpoint.Control governor = Checkpoint.install(() -> {
            if (Thread.currentThread() == thread) {
                throw new ExtensionStoppedError("enough");
            }
        });
        try {
            thread.start();
            assertThat(ended(run, BEFORE_STOP) || stopped(governor, run)).isTrue();
        } finally {
            governor.close();
        }
    }

    private static boolean stopped(Checkpoint.Control governor, FutureTask<Object> run) throws Exception {
        governor.arm(true);
        return ended(run, AT_MOST);
    }

    private static boolean ended(FutureTask<Object> run, Duration limit) throws Exception {
        try {
            run.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOfAny(SecurityException.class, ExtensionStoppedError.class);
            return true;
        }
    }
}
