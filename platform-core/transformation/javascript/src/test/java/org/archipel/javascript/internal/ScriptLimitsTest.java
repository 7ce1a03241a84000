package org.archipel.javascript.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.api.error.ErrorCode;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs with the platform's heap of 256 MB and its small stacks. */
class ScriptLimitsTest {
    private static final GraalJavaScript JAVASCRIPT = new GraalJavaScript(ScriptLimits.DEFAULT);
    private static final ObjectNode RECORD =
            JsonNodeFactory.instance.objectNode().put("a", 1);
    /** The promise is a second; the machine of a build has other things to do. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static Script well;

    @BeforeAll
    static void start() {
        well = JAVASCRIPT.compile("other", "well", "r => ({...r, b: r.a + 1})");
        well.call(RECORD);
    }

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => { while (true) {} }",
                "r => { for (;;); }",
                "r => { while (true) { try { while (true) {} } catch (e) {} finally {} } }",
                "r => 'x'.repeat(2 ** 30)",
                "r => { let s = 'x'; while (true) s += s }",
                "r => { const s = []; while (true) try { s.push('x'.repeat(1e6)) } catch (e) {} }",
                "r => { const a = []; while (true) a.push(a.length + 0.5) }",
                "r => { let a = [1, 2]; while (true) a = [...a, ...a] }",
                "r => { let a = [1, 2]; while (true) a = a.concat(a) }",
                "r => new Array(2 ** 31).fill(0)",
                "r => { const a = []; a.length = 2 ** 32 - 1; return a.lastIndexOf(1) }",
                "r => Array.prototype.includes.call({length: 2 ** 53 - 1}, 1)",
                "r => Array.prototype.includes.call({get length() { return this.n = (this.n ?? 0) + 2 ** 40 }}, 1)",
                "r => Array.from({length: 1e9})",
                "r => { const a = []; a.length = 1e9; return [...a] }",
                "r => { const a = []; a.length = 1e9; return new Set(a).size }",
                "r => { const a = []; a.length = 1e9; return a }",
                "r => String.raw({raw: {length: 1e9}})",
                "r => { const m = new Map(); for (let i = 0; ; i++) m.set(i, {}) }",
                "r => { const o = {}; for (let i = 0; ; i++) o['k' + i] = i }",
                "r => new Float64Array(2 ** 28)",
                "r => new ArrayBuffer(2 ** 30)",
                "r => { const f = () => f() + 1; return f() }",
                "r => { const f = () => { try { f() } catch (e) { f() } }; return f() }",
                "r => { const f = () => { try { f() } finally { f() } }; return f() }",
                "r => { const f = n => n < 2 ? n : f(n - 1) + f(n - 2); return f(80) }",
                "r => { let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f() }",
                "r => /(a*)*\\1b$/.test('a'.repeat(50) + 'c')",
                "r => /(x+x+)+\\1y/.test('x'.repeat(60))",
                "r => { const s = 'x'.repeat(1e6); while (true) s.replace(/x/g, 'y') }",
                "r => JSON.parse('['.repeat(1e6))",
                "r => { let o = {}; for (let i = 0; i < 1e5; i++) o = {o}; return o }",
                "r => { let x = [1, 2, 3]; for (let i = 0; i < 12; i++) x = [x, x, x, x, x, x]; return x }",
                "r => ({toJSON() { while (true); }})",
                "r => { const f = () => Promise.resolve().then(f); f(); return 1 }",
                "r => { function* g() { while (true) yield 1 } return [...g()] }",
                "r => { const a = []; for (let i = 0; i < 3000; i++) a.push(i % 7); return a.sort(() => { while (true); }) }",
                "r => { let a = [1]; for (let i = 0; i < 25; i++) a = [a, a]; return a.flat(Infinity) }",
                "r => { while (true) new Date().toString() }",
            })
    void aScriptThatDoesNotEndIsEnded(String source) {
        Script bomb = JAVASCRIPT.compile("org", "bomb", source);
        long begin = System.nanoTime();
        ScriptException failure = catchThrowableOfType(ScriptException.class, () -> bomb.call(RECORD));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        assertThat(failure).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.DATA_TRANSFORMATION_ERROR);
        assertThat(well.call(RECORD))
                .hasValueSatisfying(
                        result -> assertThat(result.get("b").intValue()).isEqualTo(2));
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
        assertThat(well.call(RECORD)).isPresent();
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
            List<Script> scripts = sources.stream()
                    .map(source -> JAVASCRIPT.compile("org", "bomb", source))
                    .toList();
            List<Future<Duration>> bombs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Script bomb = scripts.get(i % scripts.size());
                bombs.add(threads.submit(() -> {
                    long begin = System.nanoTime();
                    assertThat(catchThrowableOfType(ScriptException.class, () -> bomb.call(RECORD)))
                            .isNotNull();
                    return Duration.ofNanos(System.nanoTime() - begin);
                }));
            }
            while (bombs.stream().anyMatch(bomb -> !bomb.isDone())) {
                assertThat(well.call(RECORD)).isPresent();
            }
            for (Future<Duration> bomb : bombs) {
                assertThat(bomb.get()).isLessThan(LIMIT);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
