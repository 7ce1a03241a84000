package org.archipel.javascript.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents on their way into a script and out of it, which the engine is not always asked to read and write as texts. */
class BoundaryTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final GraalJavaScript JAVASCRIPT = new GraalJavaScript(patient());
    private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

    /** What arrives does not depend on how busy the machine of a build is. */
    private static ScriptLimits patient() {
        ScriptLimits usual = ScriptLimits.DEFAULT;
        return new ScriptLimits(
                usual.statements(),
                Duration.ofSeconds(30),
                usual.allocatedBytes(),
                usual.allocatedByAll(),
                usual.depth(),
                usual.characters(),
                usual.elements(),
                usual.parallel(),
                Duration.ofSeconds(30));
    }

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => ({a: undefined, b: null, c: NaN, d: Infinity, e: -0, f: 1.5, g: 1e21, h: 2 ** 53, i: 2 ** 31, j: 1e20})",
                "r => [123456789012, -1.0, 0.1 + 0.2, -(2 ** 31), 2 ** 53 + 2, 5e-324, 1.7976931348623157e308, 2 ** 62, 1e15]",
                "r => { let n = 2147483647; n++; return [n, n * 2, n | 0, n >>> 0] }",
                "r => 'x'",
                "r => ''",
                "r => 1",
                "r => true",
                "r => null",
                "r => undefined",
                "r => () => 1",
                "r => Symbol()",
                "r => ({})",
                "r => []",
                "r => new Date(0)",
                "r => ({d: new Date(0), bad: new Date(NaN)})",
                "r => ({toJSON() { return 1 }})",
                "r => ({a: {toJSON: 1, b: 2}})",
                "r => Object.defineProperty({a: 1}, 'toJSON', {value: () => 2})",
                "r => Object.create({toJSON() { return 'p' }})",
                "r => Object.create(null)",
                "r => Object.assign(Object.create(null), {a: 1})",
                "r => ({get x() { return 3 }})",
                "r => ({get x() { return this.y }, y: [1]})",
                "r => Object.defineProperty({a: 1}, 'hidden', {value: 2})",
                "r => [1, , 3]",
                "r => [undefined, () => 1, Symbol()]",
                "r => ({f() {}, s: Symbol(), [Symbol()]: 1, a: 1})",
                "r => new (class { constructor() { this.a = 1 } get b() { return 2 } })()",
                "r => new (class { #a = 1; b = 2; toJSON() { return this.#a } })()",
                "r => new (class extends Array { toJSON() { return 1 } })(3)",
                "r => new (class extends Array {})(3)",
                "r => Object.assign([1, 2], {extra: 1})",
                "r => Object.assign([1, 2], {toJSON: () => 'x'})",
                "r => Object.defineProperty([1, 2], 0, {get: () => 5})",
                "r => Object.setPrototypeOf([1], null)",
                "r => Object.setPrototypeOf({a: 1}, {b: 2})",
                "r => { const a = [1]; a[5] = 2; return a }",
                "r => { const a = [1.5, 2]; a.push('x', {}); return a }",
                "r => { const a = [1, 2, 3, 4]; a.shift(); a.splice(1, 1); return a }",
                "r => [new Number(1), new String('s'), new Boolean(false)]",
                "r => Object.defineProperty(new Number(3), 'valueOf', {value: () => 4})",
                "r => new Map([[1, 2]])",
                "r => new Set([1])",
                "r => new Uint8Array(2)",
                "r => /a/.exec('ba')",
                "r => /(?<n>a)/.exec('ba').groups",
                "r => (function () { return arguments })(1, 2)",
                "r => new Error('x')",
                "r => Object.freeze({a: [1]})",
                "r => ({2: 'b', 1: 'a', x: 'c', '-1': 'd', '01': 'e'})",
                "r => { const o = {a: 1, b: 2, c: 3}; delete o.b; o.b = 4; return o }",
                "r => ({['__proto__']: 1, constructor: 2, hasOwnProperty: 3})",
                "r => ({'': 1, 'a b': 2, 'é\\u2028\"': '\\u2029\\\\\\n\\u0000'})",
                "r => ['a\\ud800b', '\\udc00', '\\ud83d\\ude00']",
                "r => ('ab' + 'c'.repeat(20)).split('').concat('x'.padStart(40, 'yz').slice(3, 30))",
                "r => ({a: r, b: [r, r]})",
                "r => { let x = 1; for (let i = 0; i < 100; i++) x = i % 2 ? [x] : {x}; return x }",
                "r => Object.fromEntries(Array.from({length: 3000}, (_, i) => ['k' + i, i]))",
                "r => Array.from({length: 3000}, (_, i) => ({i}))",
                "r => 'x'.repeat(100000)",
                "r => Object.entries({a: 1, b: [2]})",
                "r => JSON.parse('{\"a\":[1,2.5,\"x\",null,true,{\"b\":{}}]}')",
                "r => ({...'ab', ...[1, 2]})",
            })
    void aResultIsWhatItsTextIs(String source) {
        // With two arguments a result always comes as a text.
        Script written = JAVASCRIPT.compile("org", "test", "(r, second) => (" + source + ")(r)");
        Script read = JAVASCRIPT.compile("org", "test", source);
        for (int i = 0; i < 3; i++) {
            assertThat(read.call(EMPTY)).isEqualTo(written.call(EMPTY, NullNode.getInstance()));
        }
    }

    @Test
    void aResultInItselfIsRefused() {
        Script cyclic = JAVASCRIPT.compile("org", "test", "r => { r.self = r; return r }");
        assertThatThrownBy(() -> cyclic.call(EMPTY)).isInstanceOf(ScriptException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => { const o = {['k'.repeat(2 ** 20)]: 1}; return Array(990).fill(o) }",
                "r => Array(700).fill(new Array(700))",
                "r => Array(700).fill(Array(700).fill(undefined))",
            })
    void whatIsSmallInAScriptAndLargeAsJsonIsRefused(String source) {
        Script large = JAVASCRIPT.compile("org", "large", source);
        assertThatThrownBy(() -> large.call(EMPTY)).isInstanceOf(ScriptException.class);
    }

    @Test
    void nothingThatAScriptThrewOrLeftIsTheResultOfTheNext() {
        Script failing = JAVASCRIPT.compile("org", "test", "r => { if (r.fail) throw new Error('x'); return r }");
        assertThat(failing.call(EMPTY)).contains(EMPTY);
        assertThatThrownBy(() -> failing.call(EMPTY.objectNode().put("fail", true)))
                .isInstanceOf(ScriptException.class);
        assertThat(JAVASCRIPT.compile("org", "test", "r => undefined").call(EMPTY))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "null",
                "\"x\"",
                "{\"a\":{}}",
                "{\"a\":[]}",
                "[[]]",
                "[{}]",
                "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":[1]}}}}}}",
                "{\"a\":[1,2,3,4],\"b\":[1,2,3,4,5],\"c\":[[1],[{\"d\":[2]}]],\"e\":7}",
                "{\"b\":1,\"a\":2,\"2\":3,\"1\":4}",
                "{\"__proto__\":{\"__proto__\":1,\"x\":2},\"constructor\":{\"prototype\":{}}}",
                "{\"a\\\"b\":1,\"c\\\\d\":2,\"\":3,\"\\u2028\":4,\"é\":5,\"v0\":6,\"make\":7}",
                "{\"a\":{\"b\":1,\"c\":2}}",
                "{\"a\":{\"b\":1},\"c\":2}",
                "{\"a\":[\"b\"],\"c\":2}",
                "{\"a\":[\"b\",\"c\"],\"d\":[2.5,true,null]}",
                "[{\"a\":1},{\"a\":2},{\"b\":3}]",
            })
    void aDocumentArrivesAsItIs(String text) throws JsonProcessingException {
        Script parsed = JAVASCRIPT.compile("org", "test", "r => JSON.stringify(JSON.parse(r))");
        Script handed = JAVASCRIPT.compile("org", "test", "r => JSON.stringify(r)");
        for (int i = 0; i < 3; i++) {
            assertThat(handed.call(MAPPER.readTree(text))).isEqualTo(parsed.call(TextNode.valueOf(text)));
        }
    }

    @Test
    void aLongNameArrivesAsItIs() throws JsonProcessingException {
        Script identity = JAVASCRIPT.compile("org", "test", "r => JSON.stringify(r)");
        ObjectNode document = EMPTY.objectNode().put("a", 1);
        document.putObject("b").put("n".repeat(100), 2).put("n".repeat(101), "x");
        document.putArray("c").addObject().put("n".repeat(5_000), true);
        assertThat(MAPPER.readTree(identity.call(document).orElseThrow().textValue()))
                .isEqualTo(document);
    }

    @Test
    void documentsOfManyShapesArriveAsTheyAre() throws JsonProcessingException {
        Script identity = JAVASCRIPT.compile("many", "test", "r => JSON.stringify(r)");
        for (int i = 0; i < 600; i++) {
            ObjectNode document = EMPTY.objectNode();
            for (int j = 0; j < i % 50; j++) {
                document.put("m" + (i * 31 + j * 7) % 97, i + j);
                document.withObject("/o" + j % 3).put("n" + i % 11, "text");
            }
            document.set("list", list(i % 9));
            String text = identity.call(document).orElseThrow().textValue();
            assertThat(MAPPER.readTree(text)).isEqualTo(document);
        }
    }

    private static ArrayNode list(int length) {
        ArrayNode list = EMPTY.arrayNode();
        for (int i = 0; i < length; i++) {
            if (i % 4 == 3) {
                list.addObject().put("i", i);
            } else {
                list.add(TextNode.valueOf("e" + i));
            }
        }
        return list;
    }

    @Test
    void conditionsSeeTheSameDocuments() throws JsonProcessingException {
        Script condition = JAVASCRIPT.compile("org", "test", "r => r.a.b[1] === 'x' && r.c === null");
        assertThat(condition.test(MAPPER.readTree("{\"a\":{\"b\":[1,\"x\"]},\"c\":null}")))
                .isTrue();
        assertThat(condition.test(MAPPER.readTree("{\"a\":{\"b\":[1,\"y\"]},\"c\":null}")))
                .isFalse();
        assertThat(condition.test(MAPPER.readTree("{\"a\":{\"b\":[1,\"x\"]}}"))).isFalse();
    }
}
