package org.archipel.javascript.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.archipel.javascript.Script;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final GraalJavaScript JAVASCRIPT = new GraalJavaScript(PatientLimits.LIMITS);

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            quoteCharacter = '`',
            value = {
                "r => ({...r, full: `${r.first} ${r.last}`}) ;; {'first':'Ada','last':'L'} ;; {'first':'Ada','last':'L','full':'Ada L'}",
                "({a, ...rest}) => rest ;; {'a':1,'b':2} ;; {'b':2}",
                "r => r.list?.map(x => x * 2) ?? [] ;; {'list':[1,2]} ;; [2,4]",
                "r => { r.constructor = 1; return r } ;; {} ;; {'constructor':1}",
                "r => null ;; {} ;; null",
                "r => r.a.b ;; {'a':{'b':'x'}} ;; 'x'",
                "function (r) { class P { #x = r.x; get y() { return this.#x + 1 } } return new P().y } ;; {'x':1} ;; 2",
                "const rate = 1.5, twice = x => 2 * x; function total(r) { return twice(r.a) * rate } ;; {'a':2} ;; 6",
                "r => new Date(r.t).toISOString() ;; {'t':0} ;; '1970-01-01T00:00:00.000Z'",
                "r => { const e = new Error('x'); e.message = 'y'; return e.message } ;; {} ;; 'y'",
                "r => 1 // the end ;; {} ;; 1",
            })
    void functionsOfModernJavaScriptAreCalled(String source, String argument, String result) {
        assertThat(JAVASCRIPT.compile("org", "test", source).call(json(argument)))
                .contains(json(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            quoteCharacter = '`',
            value = {
                "r => r.t.toLowerCase() ;; {'t':'ÀÉ İΣ Ω'} ;; 'àé i̇ς ω'",
                "r => r.t.toUpperCase() ;; {'t':'straße ﬃ 𐐨'} ;; 'STRASSE FFI 𐐀'",
                "r => r.t.toLocaleUpperCase() + r.t.toLocaleLowerCase() ;; {'t':'aB'} ;; 'ABab'",
                "r => r.t.repeat(300).toUpperCase() === 'A𐐀'.repeat(300) ;; {'t':'a𐐨'} ;; true",
                "r => String.prototype.toLowerCase.call(1e21) + new String('X').toLowerCase() ;; {} ;; '1e+21x'",
                "r => { try { return String.prototype.toUpperCase.call(null) } catch (e) { return e.name } } ;; {} ;; 'TypeError'",
                "r => ''.toLowerCase.name ;; {} ;; 'toLowerCase'",
            })
    void lettersOfShortAndLongTextsChangeTheirCase(String source, String argument, String result) {
        assertThat(JAVASCRIPT.compile("org", "test", source).call(json(argument)))
                .contains(json(result));
    }

    @Test
    void aFunctionMayTakeTwoArgumentsAndMayReturnNothing() {
        assertThat(JAVASCRIPT.compile("org", "test", "(a, b) => a + b").call(json("1"), json("2")))
                .contains(json("3"));
        assertThat(JAVASCRIPT.compile("org", "test", "r => undefined").call(json("{}")))
                .isEmpty();
    }

    @Test
    void aConditionHoldsIfItsResultIsTruthy() {
        Script condition = JAVASCRIPT.compile("org", "test", "r => r.tags.length");
        assertThat(condition.test(json("{'tags':[1]}"))).isTrue();
        assertThat(condition.test(json("{'tags':[]}"))).isFalse();
    }

    @Test
    void numbersThatJavaScriptCannotHoldKeepTheirDigits() {
        JsonNode record = json("{'id':9007199254740993,'price':0.12345678901234567890123,'n':1}");
        assertThat(JAVASCRIPT
                        .compile("org", "test", "r => ({...r, n: r.n + 1})")
                        .call(record))
                .hasValueSatisfying(result -> {
                    assertThat(result.get("id").longValue()).isEqualTo(9007199254740993L);
                    assertThat(result.get("n").intValue()).isEqualTo(2);
                });
    }

    @Test
    void largeNumbersThatBecomeTheSameAreRefused() {
        Script identity = JAVASCRIPT.compile("org", "test", "r => r");
        assertThatThrownBy(() -> identity.call(json("[9007199254740993, 9007199254740995, 9007199254740996]")))
                .isInstanceOfSatisfying(
                        ScriptException.class, e -> assertThat(e.reason()).isEqualTo(Reason.VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => {",
                "42",
                "r => 1) + (2",
                "r => 1\n}); globalThis.x = 1; (function () {",
                "}); while (true) {} (function () {",
                "return 1",
                "import('x')",
                "   ",
                "r => r; function",
            })
    void whatIsNoFunctionIsNotCompiled(String source) {
        assertThatThrownBy(() -> JAVASCRIPT.compile("org", "test", source))
                .isInstanceOfSatisfying(
                        ScriptException.class, e -> assertThat(e.reason()).isIn(Reason.SYNTAX, Reason.THROWN));
    }

    @Test
    void whatAScriptThrowsIsToldWithItsLine() {
        Script script = JAVASCRIPT.compile("org", "test", "r => {\n  return r.a.b;\n}");
        assertThatThrownBy(() -> script.call(json("{}")))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("TypeError")
                .hasMessageContaining("line 2");
    }

    @Test
    void aPromiseIsNoResult() {
        Script script = JAVASCRIPT.compile("org", "test", "async r => r");
        assertThatThrownBy(() -> script.call(json("{}"))).hasMessageContaining("asynchronous");
    }

    @Test
    void aResultThatIsNestedTooDeeplyIsRefused() {
        Script script = JAVASCRIPT.compile("org", "test", "r => { for (let i = 0; i < 500; i++) r = [r]; return r }");
        assertThatThrownBy(() -> script.call(json("{}")))
                .isInstanceOfSatisfying(
                        ScriptException.class, e -> assertThat(e.reason()).isEqualTo(Reason.VALUE));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .with(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
