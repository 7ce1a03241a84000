package org.archipel.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {
    /** Where nothing is read, no bound on what is read ends it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"(|){60}a", "(?:(?:){2147483647}){2147483647}", "a(?:b*|c*){40}d", "(?x)# [\n(|){60} a # ]"})
    void whatMayMatchNothingInManyWaysIsNoPattern(String expression) {
        assertThatThrownBy(() -> BoundedPattern.compile(expression)).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void ordinaryPatternsMatch() {
        assertThat(BoundedPattern.compile("(?:a|b*)?c").matches("bbc")).isTrue();
        assertThat(BoundedPattern.compile("[0-9]{4}-[0-9]{2}").matches("2024-01"))
                .isTrue();
    }
}
