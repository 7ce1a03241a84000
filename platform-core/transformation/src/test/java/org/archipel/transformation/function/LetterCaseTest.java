package org.archipel.transformation.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LetterCaseTest {
    @Test
    void longTextsWhoseCharactersBecomeSeveralTakeLittle() {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            assertThat(LetterCase.lower("\u0130".repeat(1 << 20)))
                    .hasSize(2 << 20)
                    .startsWith("i\u0307i");
            assertThat(LetterCase.upper("\ufb03".repeat(1 << 20)))
                    .hasSize(3 << 20)
                    .startsWith("FFIFFI");
        });
    }

    @Test
    void piecesEndBetweenCharactersAndBehindBlanks() {
        String word = "\u039f\u0394\u039f\u03a3";
        assertThat(LetterCase.lower((word + " ").repeat(500))).isEqualTo("\u03bf\u03b4\u03bf\u03c2 ".repeat(500));
        assertThat(LetterCase.lower("x" + "\ud801\udc00".repeat(500))).isEqualTo("x" + "\ud801\udc28".repeat(500));
    }
}
