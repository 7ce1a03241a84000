package org.archipel.transformation.function;

import static org.archipel.transformation.internal.engine.Workshop.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import org.archipel.transformation.ValueFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
    /** Java takes the square of the time to put a row of marks into order. */
    @ParameterizedTest
    @ValueSource(strings = {"removeAccents", "slug"})
    void marksBehindEachOtherTakeNoTime(String name) {
        String text = "e" + "\u0323\u0301".repeat(500_000) + "\ud83d\ude00".repeat(300) + "Z";
        ValueFunction function = compile(name);
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(function.apply(JsonNodeFactory.instance.textNode(text))
                                .textValue())
                        .startsWith("e")
                        .endsWith(name.equals("slug") ? "-z" : "\ud83d\ude00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            quoteCharacter = '`',
            value = {
                "trim ;; ' a ' ;; 'a'",
                "capitalize ;; 'ab' ;; 'Ab'",
                "removeAccents ;; 'Évora' ;; 'Evora'",
                "slug ;; ' Île de Ré! ' ;; 'ile-de-re'",
                "digits ;; '+351 (12)' ;; '35112'",
                "replace(a, b) ;; 'aXa' ;; 'bXb'",
                "replace(',', '|') ;; 'a,b' ;; 'a|b'",
                "replaceAll('(\\d+)-(\\d+)', '$2-$1') ;; '12-34' ;; '34-12'",
                "extract('id=(\\w+)') ;; 'x id=42;' ;; '42'",
                "substring(1, 3) ;; 'abcd' ;; 'bc'",
                "padStart(5, 0) ;; 42 ;; '00042'",
                "truncate(2) ;; 'abc' ;; 'ab'",
                "prefix('n. ') ;; 'x' ;; 'n. x'",
                "base64Encode ;; 'é' ;; 'w6k='",
                "base64Decode ;; 'w6k=' ;; 'é'",
                "sha256 ;; '' ;; 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'",
                "toNumber ;; '1.50' ;; 1.50",
                "toInteger ;; '7' ;; 7",
                "round(2) ;; 1.005 ;; 1.01",
                "floor ;; -1.5 ;; -2",
                "multiply(1.2) ;; 10 ;; 12",
                "divide(4) ;; 1 ;; 0.25",
                "atMost(5) ;; 9 ;; 5",
                "toBoolean ;; 'yes' ;; true",
                "toBoolean|not ;; 'yes' ;; false",
                "date(dd/MM/yyyy) ;; '01/02/2024' ;; '2024-02-01'",
                "dateTime ;; 1700000000 ;; '2023-11-14T22:13:20Z'",
                "dateTime(yyyy-MM-dd HH:mm) ;; '2024-01-02 03:04' ;; '2024-01-02T03:04:00Z'",
                "formatDate(dd.MM.yyyy HH:mm, Europe/Lisbon) ;; '2024-07-01T12:00:00Z' ;; '01.07.2024 13:00'",
                "addDays(30) ;; '2024-02-01' ;; '2024-03-02'",
                "addDays(1) ;; '2024-02-28T23:00:00+02:00' ;; '2024-02-29T21:00:00Z'",
                "formatDate(dd MMM yyyy) ;; '2024-02-01' ;; '01 Feb 2024'",
                "toString ;; 12345678.9 ;; '12345678.9'",
                "suffix(' EUR') ;; 0.00001 ;; '0.00001 EUR'",
                "truncate(2) ;; 'a\uD83D\uDE00b' ;; 'a'",
                "substring(2) ;; 'a\uD83D\uDE00b' ;; '\uD83D\uDE00b'",
                "capitalize ;; '\uD801\uDC28x' ;; '\uD801\uDC00x'",
                "epochSeconds ;; '1970-01-02' ;; 86400",
                "split(',')|last ;; 'a,b' ;; 'b'",
                "sort|reverse|join('-') ;; ['b','a',2,10] ;; 'b-a-10-2'",
                "unique|size ;; [1,1,2] ;; 2",
                "flatten ;; [[1],2,[3,4]] ;; [1,2,3,4]",
                "fromJson ;; '[1]' ;; [1]",
                "first|upper ;; [] ;; null",
            })
    void functionsAndChainsOfThem(String expression, String value, String expected) {
        assertThat(Values.same(compile(expression).apply(json(value)), json(expected)))
                .as("%s", compile(expression).apply(json(value)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "",
                "trim|",
                "|trim",
                "trim(1)",
                "round(x)",
                "round(1,2)",
                "divide(0)",
                "replaceAll('(', x)",
                "replace(a",
                "formatDate(qqqqqqqq)",
                "formatDate(dd, Nowhere/Land)",
                "padStart(99999999)",
                "trim)x",
                "date(bb)",
                "com.acme/unknown",
            })
    void expressionsThatMakeNoSenseAreRefused(String expression) {
        assertThatThrownBy(() -> compile(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            quoteCharacter = '`',
            value = {
                "toNumber ;; 'x'",
                "toNumber ;; {'a':1}",
                "toInteger ;; 1.5",
                "toNumber ;; '1e999999999'",
                "multiply(10) ;; 1e399999",
                "date(dd/MM/yyyy) ;; '2024'",
                "dateTime ;; 99999999999999999999",
                "addDays(4000000) ;; '+999999999-12-31'",
                "addDays(-4000000) ;; '-999999999-01-01T00:00:00Z'",
                "extract('x') ;; 'y'",
                "first ;; 'a'",
                "fromJson ;; '{'",
                "base64Decode ;; '*'",
            })
    void valuesThatCannotBeTurnedAreRefused(String expression, String value) {
        ValueFunction function = compile(expression);
        assertThatThrownBy(() -> function.apply(json(value))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDoubleIsWrittenOutAndNoneThatCannotBe() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        assertThat(Values.text(nodes.numberNode(12345678.9))).isEqualTo("12345678.9");
        assertThat(Values.text(nodes.numberNode(1e-7))).isEqualTo("0.00000010");
        assertThatThrownBy(() -> Values.decimal(nodes.numberNode(Double.POSITIVE_INFINITY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("range");
        assertThat(Values.same(nodes.numberNode(Double.POSITIVE_INFINITY), nodes.numberNode(1)))
                .isFalse();
    }

    private static ValueFunction compile(String expression) {
        return Functions.compile(expression, (String name, List<String> arguments) -> {
            throw new IllegalArgumentException("unknown");
        });
    }
}
