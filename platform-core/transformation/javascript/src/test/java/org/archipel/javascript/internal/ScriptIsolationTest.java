package org.archipel.javascript.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptIsolationTest {
    private static final GraalJavaScript JAVASCRIPT = new GraalJavaScript(PatientLimits.LIMITS);
    private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java",
                "Polyglot",
                "Graal",
                "Packages",
                "java",
                "javax",
                "load",
                "print",
                "console",
                "require",
                "process",
                "Proxy",
                "WebAssembly",
                "SharedArrayBuffer",
                "Atomics",
                "setTimeout",
                "fetch",
                "Intl",
                "BigInt",
                "WeakRef",
            })
    void thereIsNoWayOut(String name) {
        assertThat(call("r => typeof " + name)).isEqualTo(TextNode.valueOf("undefined"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => eval('1')",
                "r => new Function('return 1')()",
                "r => (() => 1).constructor('return 1')()",
                "r => (async () => 1).constructor('return 1')",
                "r => { leaked = 1 }",
                "r => { globalThis.leaked = 1 }",
                "r => { Object.prototype.leaked = 1 }",
                "r => { Object.prototype.toString = 1 }",
                "r => { Array.prototype.push = () => 1 }",
                "r => { JSON.parse = () => 1 }",
                "r => { JSON.stringify = () => 1 }",
                "r => { Promise.prototype.then = 1 }",
                "r => { Object.getPrototypeOf([][Symbol.iterator]()).next = 1 }",
                "r => { Object.getPrototypeOf(Object.getPrototypeOf(function* () {}())).x = 1 }",
                "r => { Object.setPrototypeOf(Array.prototype, {x: 1}) }",
                "r => { (() => 1).__proto__.call.x = 1 }",
                "r => { delete Array.prototype.map }",
                "r => { Object.defineProperty(Function.prototype, 'x', {value: 1}) }",
                "r => { RegExp.prototype.exec = () => null }",
                "r => { String.prototype.trim.x = 1 }",
                "r => { Math.random = () => 4 }",
                "r => { Symbol.iterator.x = 1 }",
                "r => { (function () { this.leaked = 1 })() }",
            })
    void whatIsSharedCannotBeChanged(String source) {
        Script script = JAVASCRIPT.compile("org", "test", source);
        assertThatThrownBy(() -> script.call(EMPTY)).isInstanceOf(ScriptException.class);
        assertThat(
                        call(
                                "r => [typeof leaked, ({}).leaked, [1].map(x => x + 1)[0], JSON.stringify({a: 1}), ' a '.trim()].join()"))
                .isEqualTo(TextNode.valueOf("undefined,,2,{\"a\":1},a"));
    }

    @Test
    void keysThatPolluteAreJustKeys() {
        ObjectNode record = EMPTY.objectNode();
        record.putObject("__proto__").put("admin", true);
        Script merge = JAVASCRIPT.compile(
                "org",
                "test",
                "r => { const merge = (to, from) => { for (const k in from) { if (typeof from[k] === 'object') merge(to[k] ??= {}, from[k]);"
                        + " else to[k] = from[k]; } return to }; const m = merge({}, r); return [({}).admin ?? 'no', m] }");
        JsonNode result = merge.call(record).orElseThrow();
        assertThat(result.toString()).isEqualTo("[\"no\",{\"__proto__\":{\"admin\":true}}]");
        record.putObject("constructor").putObject("prototype").put("admin", true);
        assertThatThrownBy(() -> merge.call(record)).isInstanceOf(ScriptException.class);
        assertThat(call("r => ({}).admin ?? 'no'")).isEqualTo(TextNode.valueOf("no"));
    }

    @Test
    void aCallSeesNothingOfTheCallBefore() {
        Script counting = JAVASCRIPT.compile(
                "org",
                "test",
                "let calls = 0; const seen = [];\nfunction f(r) { seen.push(r); return ++calls + seen.length }");
        assertThat(counting.call(EMPTY))
                .hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(2));
        assertThat(counting.call(EMPTY))
                .hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(2));
        Script onItself =
                JAVASCRIPT.compile("org", "test", "function f(r) { f.calls = (f.calls ?? 0) + 1; return f.calls }");
        onItself.call(EMPTY);
        assertThat(onItself.call(EMPTY))
                .hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(1));
        Script regex = JAVASCRIPT.compile(
                "org", "test", "r => { const x = /a/g; x.test('aa'); return x.lastIndex + RegExp.$1 }");
        regex.call(EMPTY);
        assertThat(regex.call(EMPTY)).isEqualTo(regex.call(EMPTY));
    }

    private static JsonNode call(String source) {
        return JAVASCRIPT.compile("org", "test", source).call(EMPTY).orElseThrow();
    }
}
