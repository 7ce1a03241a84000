package org.archipel.javascript.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.archipel.api.error.ErrorCode;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with the platform's heap of 256 MB and its small stacks. */
class ScriptLimitsTest {
    /** One turn for each organization: who keeps it is seen. */
    private static final GraalJavaScript JAVASCRIPT = new GraalJavaScript(new ScriptLimits(
            ScriptLimits.DEFAULT.statements(),
            ScriptLimits.DEFAULT.time(),
            ScriptLimits.DEFAULT.allocatedBytes(),
            ScriptLimits.DEFAULT.allocatedByAll(),
            ScriptLimits.DEFAULT.depth(),
            ScriptLimits.DEFAULT.characters(),
            ScriptLimits.DEFAULT.elements(),
            3,
            ScriptLimits.DEFAULT.patience()));

    private static final ObjectNode RECORD =
            JsonNodeFactory.instance.objectNode().put("a", 1);
    /** The promise is a second; the machine of a build has other things to do. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Script well;

    @BeforeAll
    static void start() {
        well = JAVASCRIPT.compile("other", "well", "r => ({...r, b: r.a + 1})");
        serve();
    }

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
    }

    static Stream<String> endless() throws IOException {
        return lines("endless.txt");
    }

    static Stream<String> large() throws IOException {
        return lines("large.txt");
    }

    private static Stream<String> lines(String name) throws IOException {
        try (InputStream file = ScriptLimitsTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        }
    }

    @ParameterizedTest
    @MethodSource("endless")
    void aScriptThatDoesNotEndIsEnded(String source) {
        ScriptException failure = ended(source);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.DATA_TRANSFORMATION_ERROR);
    }

    /** The engine's own loops, in which it cannot be stopped: they are short. */
    @ParameterizedTest
    @MethodSource("large")
    void whatIsLargeEndsSoon(String source) {
        ended(source);
    }

    /** As where a container allows no more threads. */
    @Test
    void aTurnForWhichThereIsNoThreadIsFreeAgain() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        AsideThreads aside = new AsideThreads(PatientLimits.LIMITS.time(), task -> {
            if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return AsideThreads.daemon(task);
        });
        try (Scripts scripts = new Scripts(PatientLimits.LIMITS, aside)) {
            for (int i = 0; i < PatientLimits.LIMITS.parallel(); i++) {
                assertThatThrownBy(() -> scripts.compile("busy", "rule", "r => r"))
                        .isInstanceOf(OutOfMemoryError.class);
            }
            exhausted.set(false);
            assertThat(scripts.compile("busy", "rule", "r => r").call(RECORD)).hasValue(RECORD);
        }
    }

    /** Null if it came to its own end. The caller knows in time, and the organization's only turn is free soon. */
    private static ScriptException ended(String source) {
        long begin = System.nanoTime();
        ScriptException failure = catchThrowableOfType(
                ScriptException.class,
                () -> JAVASCRIPT.compile("bomb", "bomb", source).call(RECORD));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        while (!isServed("bomb")) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT.multipliedBy(2));
        }
        serve();
        return failure;
    }

    /** The other organization's script has its result soon; on a machine that stands still for a moment not at the first try. */
    private static void serve() {
        long begin = System.nanoTime();
        while (true) {
            try {
                assertThat(well.call(RECORD))
                        .hasValueSatisfying(
                                result -> assertThat(result.get("b").intValue()).isEqualTo(2));
                return;
            } catch (ScriptException e) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as(e.getMessage())
                        .isLessThan(LIMIT);
            }
        }
    }

    /** Waits a while for a turn. */
    private static boolean isServed(String organization) {
        try {
            return JAVASCRIPT
                    .compile(organization, "well", "r => r.a")
                    .call(RECORD)
                    .isPresent();
        } catch (ScriptException e) {
            return false;
        }
    }

    /** Whoever waits is answered even where the engine cannot be stopped. */
    @Test
    void aCallThatCannotBeStoppedKeepsItsTurnAndNotItsCaller() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        try (AsideThreads threads = new AsideThreads(Duration.ofMillis(50))) {
            ScriptException failure = catchThrowableOfType(
                    ScriptException.class, () -> threads.await(threads.begin(() -> gate.await(1, TimeUnit.MINUTES))));
            assertThat(failure.reason()).isEqualTo(ScriptException.Reason.LIMIT);
            assertThat(failure.code()).isEqualTo(ErrorCode.DATA_TRANSFORMATION_ERROR);
            assertThat(threads.await(threads.begin(() -> 1))).isEqualTo(1);
        } finally {
            gate.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 500, 5_000})
    void deepExpressionsDoNotUndermineTheLimitOfRecursion(int depth) {
        String deep = "!".repeat(depth) + "f()";
        String source = "r => { const f = () => { try { return " + deep + " } catch (e) { return " + deep
                + " } }; return f() }";
        long begin = System.nanoTime();
        ScriptException failure = catchThrowableOfType(
                ScriptException.class,
                () -> JAVASCRIPT.compile("org", "bomb", source).call(RECORD));
        assertThat(failure).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        serve();
    }

    @Test
    void aThreadWhoseScriptWentTooDeepStartsOthers() {
        Script deep =
                JAVASCRIPT.compile("deep", "bomb", "r => { const f = () => { try { f() } catch (e) { f() } }; f() }");
        assertThat(catchThrowableOfType(ScriptException.class, () -> deep.call(RECORD)))
                .isNotNull();
        assertThat(JAVASCRIPT.compile("fresh", "well", "r => r").call(RECORD)).contains(RECORD);
    }

    @Test
    void tenAtOnceHarmNobody() throws InterruptedException, ExecutionException {
        List<String> sources = List.of(
                "r => { while (true) {} }",
                "r => { const a = []; while (true) a.push({a: a.length}) }",
                "r => { const s = []; while (true) try { s.push('x'.repeat(1e6)) } catch (e) {} }",
                "r => { const f = () => { try { f() } catch (e) { f() } }; return f() }",
                "r => /(a*)*\\1b$/.test('a'.repeat(50) + 'c')");
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Script> scripts = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                scripts.add(JAVASCRIPT.compile("org" + i % 2, "bomb", sources.get(i % sources.size())));
            }
            List<Future<Duration>> bombs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Script bomb = scripts.get(i);
                bombs.add(threads.submit(() -> {
                    long begin = System.nanoTime();
                    assertThat(catchThrowableOfType(ScriptException.class, () -> bomb.call(RECORD)))
                            .isNotNull();
                    return Duration.ofNanos(System.nanoTime() - begin);
                }));
            }
            while (bombs.stream().anyMatch(bomb -> !bomb.isDone())) {
                serve();
            }
            for (Future<Duration> bomb : bombs) {
                assertThat(bomb.get()).isLessThan(LIMIT);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
