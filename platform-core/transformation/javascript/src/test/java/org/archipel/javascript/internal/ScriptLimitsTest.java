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

    /** The engine's own loops, in which it cannot be stopped: they are short. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => 'a'.repeat(1e6).replaceAll('a', '$`')",
                "r => 'a'.repeat(1e6).replace(/(?=a)/g, \"$'\")",
                "r => 'a'.repeat(1e6).replace(/a/g, () => 'b'.repeat(1e6))",
                "r => 'x'.repeat(1e6).split('').join('x'.repeat(1e6))",
                "r => 'x'.repeat(1e6).split('').length",
                "r => Object.keys(Object.assign({}, 'x'.repeat(2 ** 20 - 1))).length",
                "r => Object.entries('x'.repeat(1e6)).length",
                "r => Object.getOwnPropertyDescriptors('x'.repeat(1e6))",
                "r => [...'x'.repeat(1e6)].length",
                "r => new Set('x'.repeat(1e6)).size",
                "r => Array.from('x'.repeat(1e6)).length",
                "r => Reflect.ownKeys('x'.repeat(1e6)).length",
                "r => { let n = 0; for (const k in 'x'.repeat(1e6)) n++; return n }",
                "r => encodeURIComponent('\\ud83d\\ude00'.repeat(5e5)).length",
                "r => escape('\\u0100'.repeat(1e6)).length",
                "r => unescape('%u0100'.repeat(1e5)).length",
                "r => Number('9'.repeat(1e6))",
                "r => parseInt('z'.repeat(1e6), 36)",
                "r => parseFloat('1' + '0'.repeat(1e6))",
                "r => 'x'.repeat(1e6).localeCompare('x'.repeat(1e6) + 'y')",
                "r => '\\u0130'.repeat(1e6).toLowerCase().length",
                "r => '\\ufdfa'.repeat(1e6).normalize('NFKD').length",
                "r => 'e' + '\\u0301\\u0323'.repeat(5e5).normalize('NFC')",
                "r => new Date('1'.repeat(1e6)).getTime()",
                "r => Date.parse('Mon, ' + ' '.repeat(1e6) + '1')",
                "r => new RegExp('(a?){50000}').test('a'.repeat(1e4))",
                "r => new RegExp('(' .repeat(5000) + 'a' + ')'.repeat(5000)).test('a')",
                "r => new RegExp('(?:a|b|ab)*'.repeat(2000) + 'c').test('ab'.repeat(1e4))",
                "r => /^(?:.*?,){30}x/.test(','.repeat(2000))",
                "r => 'a'.repeat(3e4).search(/(?:a*)*b/)",
                "r => JSON.stringify({a: 1}, null, 10).length + JSON.stringify(Array(2e5).fill([]), null, '          ').length",
                "r => { let o = {}; for (let i = 0; i < 5000; i++) o = {toString() { return 'x' + o }}; return '' + o }",
                "r => { const s = 'x'.repeat(1e6); let n = 0; for (let i = 0; i < 5e4; i++) n += s.trim().length + s.padEnd(1e6).at(-1).length; return n }",
                "r => { const f = async () => { for (;;) await null }; f(); return 1 }",
                "r => { let o = null; for (let i = 0; i < 2e5; i++) o = Object.create(o); return o.x }",
                "r => { let f = function () {}; for (let i = 0; i < 1e5; i++) f = class extends f {}; return new f() }",
                "r => Object.groupBy(Array.from({length: 1e5}, (_, i) => i), x => x)",
                "r => { for (let i = 0; i < 1e5; i++) Symbol.for('x' + i + 'y'.repeat(1000)); return 1 }",
            })
    void whatIsLargeEndsSoon(String source) {
        long begin = System.nanoTime();
        catchThrowableOfType(
                ScriptException.class,
                () -> JAVASCRIPT.compile("large", "large", source).call(RECORD));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(took).isLessThan(LIMIT);
        assertThat(well.call(RECORD)).isPresent();
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
