package org.archipel.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyMatchesTest {
    private static String many(String part) {
        return part.repeat(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
                "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}$",
                "^[\\w!#$%&'*+/=?`{|}~^.-]+(?:\\.[\\w!#$%&'*+/=?`{|}~^-]+)*@(?:[A-Z0-9-]+\\.)+[A-Z]{2,6}$",
                "\\s*(\\d*)?(?:\\.(\\d*))?(?:[eE]([-+]?\\d+))?\\s*",
                "(a*)*b",
                "(?<year>\\d+)(?:/\\k<year>)?",
                "\\Q(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)\\E",
                "[(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)]",
                "a{1000}",
                "(?:a|b|c|d|e|f|g|h){60}",
            })
    void ordinaryExpressionsMatchNothingInFewWays(String expression) {
        assertThat(EmptyMatches.few(expression, 0)).isTrue();
    }

    /** Without the flag for comments, a number sign begins none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#[^\r\n]*",
                "(?m)^#.*[\r\n]+",
                "[#;][^\r]*\r\n",
                "(?:#\r|\\s)+",
                "(\r\n|#|\r)",
                "(?i-x)#[^\r\n]*",
                "( |\t)*a( |\t)*b( |\t)*c( |\t)*d( |\t)*e( |\t)*f( |\t)*g( |\t)*h( |\t)*i( |\t)*j",
            })
    void ordinaryExpressionsAreLookedForInLongTexts(String expression) {
        assertThat(EmptyMatches.fewIn(Pattern.compile(expression), 100_000)).isTrue();
    }

    @Test
    void choicesOfNothingAreMany() {
        assertThat(EmptyMatches.few(many("(|)") + "a", 0)).isFalse();
        assertThat(EmptyMatches.few("(|){60}a", 0)).isFalse();
        assertThat(EmptyMatches.few("((((|){4}){4}){4}){4}a", 0)).isFalse();
        assertThat(EmptyMatches.few(many("(a*)?") + "b", 0)).isFalse();
        assertThat(EmptyMatches.few("a(?:b*|c*){40}d", 0)).isFalse();
        assertThat(EmptyMatches.few(many("(?:x|(?=y)|)") + "b", 0)).isFalse();
        assertThat(EmptyMatches.few(many("(\\b|^|$)") + "b", 0)).isFalse();
    }

    @Test
    void nothingRepeatedIsMany() {
        assertThat(EmptyMatches.few("(?:){2147483647}", 0)).isFalse();
        assertThat(EmptyMatches.few("(?:(?:){10000}){10000}", 0)).isFalse();
        assertThat(EmptyMatches.few("^{2147483647}", 0)).isFalse();
        assertThat(EmptyMatches.few("(?:a*){2147483647}", 0)).isFalse();
    }

    /** The engine reads expressions in its own way, and so must who looks at them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?x)# [\n%s a # ]",
                "[\\c\\]?%sa]?",
                "\\c(%sa\\)?",
                "[]a]%sa",
                "[^]a]%sa",
                "[a[b]&&[^c]]%sa",
                "(?x: # (\n )%sa",
                "\\p{L}*\\x{41}*\\N{DIGIT ZERO}*%sa",
                "\\\\Q?%sa",
                "(?<n>a)?\\k<n>?%sa",
                "(?x)[a#[\n]%s a",
            })
    void nothingHidesTheChoices(String form) {
        String expression = form.formatted(many("(|)"));
        Pattern.compile(form.formatted(""));

        assertThat(EmptyMatches.few(expression, 0)).isFalse();
    }

    @Test
    void blanksHideNothingWhereCommentsAreAllowed() {
        String expression = many("( # )\n ?: | )") + "a";
        Pattern.compile(expression, Pattern.COMMENTS);

        assertThat(EmptyMatches.few(expression, Pattern.COMMENTS)).isFalse();
        assertThat(EmptyMatches.few("(?x)" + expression, 0)).isFalse();
        assertThat(EmptyMatches.few(expression, Pattern.LITERAL)).isTrue();
    }
}
