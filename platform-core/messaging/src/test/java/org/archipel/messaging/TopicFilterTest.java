package org.archipel.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TopicFilterTest {
    @Test
    void starStandsForAnyText() {
        TopicFilter filter = TopicFilter.of(List.of("record.*", "*.failed", "exact"));

        assertThat(filter.matches("record.updated")).isTrue();
        assertThat(filter.matches("record.place.updated")).isTrue();
        assertThat(filter.matches("sync.failed")).isTrue();
        assertThat(filter.matches("exact")).isTrue();
        assertThat(filter.matches("exactly")).isFalse();
        assertThat(filter.matches("records.updated")).isFalse();
    }

    @Test
    void nothingElseIsSpecial() {
        assertThat(TopicFilter.of(List.of("a.b")).matches("axb")).isFalse();
        assertThat(TopicFilter.of(List.of("\\E.*\\Q")).matches("anything")).isFalse();
    }

    @Test
    void noGlobsLetAllPass() {
        assertThat(TopicFilter.ALL.matches("whatever")).isTrue();
    }

    @Test
    void starsAtBothEndsAndInARowTakeInNothingAsWell() {
        TopicFilter filter = TopicFilter.of(List.of("**record*.**place*"));

        assertThat(filter.matches("record.place")).isTrue();
        assertThat(filter.matches("a.records.b.place.c")).isTrue();
        assertThat(filter.matches("record.plac")).isFalse();
    }

    /** A regular expression would go on for years, on the thread that delivers. */
    @Test
    @Timeout(60)
    void manyStarsAreComparedInNoTime() {
        TopicFilter filter = TopicFilter.of(List.of("*a".repeat(60) + "*b"));

        assertThat(filter.matches("a".repeat(150))).isFalse();
        assertThat(filter.matches("a".repeat(150) + "b")).isTrue();
    }
}
