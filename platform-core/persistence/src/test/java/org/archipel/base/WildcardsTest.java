package org.archipel.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
    })
    void starsTakeInWhatever(String pattern, String text, boolean matches) {
        assertThat(Wildcards.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void manyStarsTakeNoLonger() {
        assertThat(Wildcards.matches("*a".repeat(1_000) + "b", "a".repeat(10_000)))
                .isFalse();
    }
}
