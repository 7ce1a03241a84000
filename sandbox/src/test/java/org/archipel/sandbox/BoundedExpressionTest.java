package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class BoundedExpressionTest {
    @Test
    void aPartOfTheTextMatches() {
        assertThat(BoundedExpression.of("b+").isFoundIn("abbc")).isTrue();
        assertThat(BoundedExpression.of("^b+$").isFoundIn("abbc")).isFalse();
    }

    @Test
    void whatTakesForEverEnds() {
        BoundedExpression expression = BoundedExpression.of("(.*a){30}$");

        assertThatThrownBy(() -> expression.isFoundIn("a".repeat(60) + "b"))
                .isInstanceOf(BoundedExpression.LimitException.class);
    }

    @Test
    void whatGoesTooDeepEnds() {
        assertThatThrownBy(() -> BoundedExpression.of("(a|b)*c").isFoundIn("ab".repeat(1_000_000)))
                .isInstanceOf(BoundedExpression.LimitException.class);
        assertThatThrownBy(() -> BoundedExpression.of("(".repeat(100_000))).isInstanceOf(PatternSyntaxException.class);
    }

    /** Where nothing is read, no bound on what is read ends it. */
    @Test
    void whatMayMatchNothingInManyWaysIsNoExpression() {
        assertThatThrownBy(() -> BoundedExpression.of("^" + "(|)".repeat(60) + "a"))
                .isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> BoundedExpression.of("(?:(?:){2147483647}){2147483647}"))
                .isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void commentsThatEndInTwoWaysAreNoExpression() {
        assertThatThrownBy(() -> BoundedExpression.of("(?x)a # b\rc")).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void manyMatchesEndTogether() {
        BoundedExpression expression = BoundedExpression.of("a*b");
        String text = "a".repeat(1_000);
        assertThat(expression.isFoundIn(text)).isFalse();

        assertThatThrownBy(() -> BoundedExpression.together(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        BoundedExpression.together(() -> expression.isFoundIn(text));
                    }
                    return null;
                }))
                .isInstanceOf(BoundedExpression.LimitException.class);
        assertThat(expression.isFoundIn(text)).isFalse();
    }
}
