package org.archipel.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {
    @ParameterizedTest
    @CsvSource({
        "record.*,record.place.updated,true",
        "record.*,record,false",
        "*.updated,record.place.updated,true",
        "a*b*c,aXbYbZc,true",
        "a*b*c,aXbYcZ,false",
        "*,'',true",
        "**,a,true",
        "'','',true",
        "'',a,false",
        "a*,a*,true",
        "ab,a*,false",
        "a*a,a,false",
        "a*a,aa,true",
        "ab*ba,aba,false",
        "*aab*,aaab,true",
        "*abab*b,abaabab,false",
        "*abab*b,abaababb,true",
        "*a*,**,false",
    })
    void starsTakeInWhatever(String pattern, String text, boolean matches) {
        assertThat(Wildcards.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void anyPatternsMatchAsTheirExpressionsDo() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = word(random, "ab*", 8);
            String text = word(random, "ab", 10);
            assertThat(Wildcards.matches(pattern, text))
                    .as("%s of %s", pattern, text)
                    .isEqualTo(text.matches(pattern.replace("*", ".*")));
        }
    }

    private static String word(Random random, String letters, int longest) {
        return random.ints(random.nextInt(longest), 0, letters.length())
                .mapToObj(index -> letters.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    @Test
    void manyStarsTakeNoLonger() {
        assertThat(Wildcards.matches("*a".repeat(1_000) + "b", "a".repeat(10_000)))
                .isFalse();
    }

    /** With a step back for each character that does not fit these would take hours. */
    @Test
    @Timeout(60)
    void longPatternsTakeAsManyStepsAsTheyHaveCharacters() {
        String text = "a".repeat(2_000_000);

        assertThat(Wildcards.matches("*" + "a".repeat(1_000_000) + "b*", text)).isFalse();
        assertThat(Wildcards.matches("*" + "a".repeat(1_000_000) + "*b", text + "b"))
                .isTrue();
    }
}
