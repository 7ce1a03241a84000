package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserWorkTest {
    private static final String MANY_DEFAULTS = "(".repeat(30) + "a" + " ?? 1)".repeat(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.in / 2 | 3",
                "in/2 | 3",
                "$.or/or | 1",
                "and/2 | 2",
                "-in/2 | -3",
                "(and)/2 | 2",
                "in in in/2 | false",
                "p.*/2 | 4",
                "(*[0])/2 | 3",
                "$sum([1, p.*/2]) | 5",
                "2 * p.* /* all */ / 2 | 8",
                "p.q.(%.q/2) | 4",
                "p.q.(q ? %/2 : 1) | 1",
                "$count(**)/2 | 3",
                "p.**[1]/2 | 4",
                "7 % 4/2 | 1.5",
                "q ? 1 : and/2 | 2",
                "true ? or/2 : 1 | 4",
                "{'a': or/2}.a/2 | 2",
                "[in/2, 1][0]/3 | 1",
                "function($x){$x}(and)/2 | 2",
                "(in) < 7 | true",
                "$sum(in) < 7 | true",
            })
    void namesAndWildcardsCanBeDivided(String expression, String result) throws IOException {
        JsonNode document = new ObjectMapper().readTree("{\"in\": 6, \"or\": 8, \"and\": 4, \"p\": {\"q\": 8}}");
        assertThat(JsonataExpression.compile(expression).evaluate(document).orElseThrow())
                .hasToString(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x/",
                "(/x/)",
                "[/x/]",
                "{'a': /x/}",
                "a + /x/",
                "a * /x/",
                "a % /x/",
                "a.*/2 + /x/",
                "a.in in /x/",
                "in and /x/",
                "in or /x/",
                "in in/x/",
                "$match(a, /x/)",
                "a ~> /x/",
                "a ? /x/ : /y/",
                "a ?: /x/",
                "a ?? /x/",
                "a[/x/]",
                "a./x/",
                "$x := /x/",
                "-/x/",
                "a /* b */ = /* c */ /x/",
                "|a|/x/|",
            })
    void regularExpressionsAreRefused(String expression) {
        assertThatThrownBy(() -> JsonataExpression.compile(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(SyntaxTree.REGULAR_EXPRESSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"function($a)", "function [] ($a)", "`function`($a)", "\u03BB($a)", "b.function($a) /* c */"})
    void nothingHidesInASignature(String function) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThatThrownBy(() -> JsonataExpression.compile(function + "<n/'/>{" + MANY_DEFAULTS + "}"))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(SyntaxTree.SIGNATURE));
    }

    @Test
    void whatTheLibraryTakesForARegularExpressionElsewhereIsRefused() {
        for (String before : new String[] {"a^(b)", "a[]", "function($x){$x}", "|a|{}|"}) {
            String text = before + "/ ' /" + MANY_DEFAULTS + "'";
            assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> assertThatThrownBy(() -> JsonataExpression.compile(text))
                            .isInstanceOf(IllegalArgumentException.class));
        }
    }
}
