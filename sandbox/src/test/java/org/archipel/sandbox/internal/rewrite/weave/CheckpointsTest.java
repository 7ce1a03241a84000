package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.guard.Checkpoint;
import org.archipel.guard.ExtensionStoppedError;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "while (true) { try { while (true) {} } catch (Throwable e) {} }",
                "for (;;) { try { n++; } finally { continue; } }",
                "Object lock = new Object(); while (true) { synchronized (lock) { try { n++; } catch (Throwable e) { n--; } } }",
                "while (true) { switch (n) { case 0: n = 1; continue; default: n = 0; } }",
                "do { n++; } while (n != -1 || true);",
                "for (;;) { try { try { throw new Error(); } catch (Throwable a) { throw a; } finally { n++; } } catch (Throwable b) {} }",
                "recur(); ",
                "Stream.iterate(1, x -> x).forEach(x -> {});",
                "LongStream.range(0, Long.MAX_VALUE).sum();",
                "Stream.generate(Object::new).count();",
                "var two = Collections.nCopies(1000, Collections.nCopies(1000, Collections.nCopies(1000, Collections.nCopies(1000, 1))));"
                        + " two.stream().flatMap(Collection::stream).flatMap(Collection::stream).flatMap(Collection::stream).mapToInt(x -> 1).max();",
                "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\".matches(\"(a+)+\\\\1b\");",
                "Thread t = Thread.currentThread(); var l = new java.util.concurrent.Semaphore(0); l.acquireUninterruptibly();",
                "new java.util.concurrent.CompletableFuture<Object>().join();",
                "new Iterator<Object>() { public boolean hasNext() { return true; } public Object next() { return null; } }"
                        + ".forEachRemaining(x -> {});",
                "var some = new ArrayList<>(Collections.nCopies(900_000, 1)); some.add(2);"
                        + " some.removeAll(new ArrayList<>(Collections.nCopies(900_000, 3)));",
                "Collections.disjoint(Collections.nCopies(900_000, 1), new ArrayList<>(Collections.nCopies(900_000, 3)));",
                "try { var packed = new java.io.ByteArrayOutputStream(); try (var out = new java.util.zip.GZIPOutputStream(packed)) {"
                        + " for (n = 0; n < 3_000; n++) { out.write(new byte[1 << 20]); } }"
                        + " while (n > 0) { new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(packed.toByteArray()))"
                        + ".transferTo(java.io.OutputStream.nullOutputStream()); } } catch (java.io.IOException e) { return e; }",
                "var all = Collections.nCopies(9_000_000, Collections.nCopies(9_000_000, 1)); all.forEach(new HashSet<>()::addAll);",
            })
    void everyEndlessRunPassesOne(String code) throws InterruptedException, TimeoutException {
        Woven woven = Woven.sample("static int n; static void recur() { try { recur(); } finally { recur(); } }"
                + " static Object run() { " + code
                + (code.contains("while (true)") || code.contains("for (;;)") ? "" : " return n;")
                + " }");
        AtomicBoolean started = new AtomicBoolean();
        Thread[] thread = new Thread[1];
        CompletableFuture<Object> run = new CompletableFuture<>();
        thread[0] = new Thread(() -> {
            started.set(true);
            try {
                run.complete(woven.run());
            } catch (RuntimeException | Error e) {
                run.completeExceptionally(e);
            }
        });
        thread[0].setDaemon(true);
        Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == thread[0]) {
                throw new ExtensionStoppedError("test");
            }
        });
        try {
            thread[0].start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilTrue(started);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ofMillis(150))
                    .until(() -> true);
            control.arm(true);
            assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(ExtensionStoppedError.class);
        } finally {
            control.close();
        }
    }

    private static int passed(String code) {
        return passed(Woven.sample("static Object run() { " + code + " }"));
    }

    /** How often the sample passes one as it runs. */
    static int passed(Woven woven) {
        AtomicInteger count = new AtomicInteger();
        Thread own = Thread.currentThread();
        try (Checkpoint.Control control = Checkpoint.install(() -> {
            if (Thread.currentThread() == own) {
                count.incrementAndGet();
            }
        })) {
            control.arm(true);
            woven.run();
        }
        return count.get();
    }

    @Test
    void shortCountedLoopsHaveNone() {
        // One is where the method begins, one where it returns.
        assertThat(passed("int s = 0; for (int i = 0; i < 1000; i++) { s += i; } return s;"))
                .isEqualTo(2);
        assertThat(passed("int s = 0; for (int i = 0; i < 10; i++) { s += i; } return s;"))
                .isEqualTo(1);
    }

    @Test
    void shortCountedLoopsThatFollowEachOtherHaveOneNowAndThen() {
        String loop = "for (int i = 0; i < 10_000; i++) { s += i; } ";

        // Each takes 70,000 instructions.
        assertThat(passed("int s = 0; " + loop.repeat(50) + " return s;")).isBetween(50, 52);
        assertThat(passed("int s = 0; " + loop.replace("10_000", "1_000").repeat(50) + " return s;"))
                .isBetween(4, 6);
    }

    @Test
    void loopsOfManyInstructionsHaveOneForManyTurns() {
        assertThat(passed("int s = 0; for (int i = 0; i < 50_000; i++) { s += i; } return s;"))
                .isEqualTo(1 + 49);
    }

    @Test
    void loopsOfSlowInstructionsHaveOneEachTurn() {
        assertThat(passed("double s = 0; for (int i = 0; i < 100; i++) { s = (s + i) % 7; } return s;"))
                .isGreaterThan(100);
        assertThat(passed("float s = 0; for (int i = 0; i < 100; i++) { s = (s + i) % 7; } return s;"))
                .isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int s = 0; int n = 5000; for (int i = 0; i < n; i++) { s += i; } return s;",
                "int s = 0; for (int i = 4999; i >= 0; i--) { if (i % 7 == 0) continue; s += i; } return s;",
                "int s = 0; for (int i = 65_001; i <= 70_000; i++) { s += i; } return s;",
                "int s = 0; int n = 10_000; for (int i = 0; i < n; i += 2) { s += i; } return s;",
                "int s = 0; int n = 5000; for (int i = 1; i <= n; i++) { s += i; } return s;",
                "int s = 0; int step = 3; for (int i = 0; i < 15_000; i += step) { s += i; } return s;",
            })
    void longerCountedLoopsHaveOneForManyTurns(String code) {
        assertThat(passed(code)).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int[] a = new int[5000]; for (int i = 0; i < a.length; i++) { a[i] = i; } return a;",
                "int s = 0; for (int x : new int[5000]) { s += x; } return s;",
                "String t = \"0123456789\".repeat(500); int s = 0; for (int i = 0; i < t.length(); i++) { s += t.charAt(i); } return s;",
            })
    void whatWasMadeBeforeThemHasOneMoreWhereTheMethodReturns(String code) {
        assertThat(passed(code)).isEqualTo(7);
    }

    @Test
    void callsThatFollowEachOtherHaveOneNowAndThen() {
        String call = "System.arraycopy(a, 0, b, 0, 1);";

        // Where the method begins and where it returns, and before every fifth call.
        assertThat(passed("int[] a = {1}; int[] b = {2}; " + call.repeat(4) + " return b;"))
                .isEqualTo(2);
        assertThat(passed("int[] a = {1}; int[] b = {2}; " + call.repeat(400) + " return b;"))
                .isEqualTo(101);
        assertThat(passed("int[] a = {1}; int[] b = {2}; if (a[0] == 1) { " + call.repeat(3) + " } else { b[0] = 3; } "
                        + call.repeat(2) + " return b;"))
                .isEqualTo(3);
        assertThat(passed("int n = 3; return Math.max(n, Math.abs(-4)) + \"abc\".length();"))
                .as("what takes next to nothing")
                .isEqualTo(1);
    }

    @Test
    void methodsThatReturnOneAfterTheOtherHaveOneEach() {
        String copies = "return copy(100); } static int[] a = {1}; static int copy(int depth) {"
                + " if (depth > 0) { copy(depth - 1); } System.arraycopy(a, 0, a, 0, 1); return depth;";

        assertThat(passed(copies)).as("and one where the class begins").isEqualTo(2 + 2 * 101);
    }

    @Test
    void otherLoopsHaveOneEachTurn() {
        assertThat(passed("int s = 0; int n = 500; for (int i = 0; i < n; i += s) { s++; } return s;"))
                .isGreaterThan(30);
        assertThat(passed("int s = 0; int n = 5000; for (int i = 0; i < n; i++) { s += i; n--; } return s;"))
                .isEqualTo(2501);
        assertThat(passed("int s = 0; for (long i = 0; i < 100; i++) { s += i; } return s;"))
                .isEqualTo(101);
        assertThat(passed("int s = 0; for (int i = 0; i < 100; i++) { s++; if (s < 200) i = 0; } return s;"))
                .isGreaterThan(100);
        assertThat(passed("int s = 0; for (int i = 0; i < 100; i++) for (int j = 0; j < 9; j++) s++; return s;"))
                .isEqualTo(101);
    }
}
