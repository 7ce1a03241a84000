package org.archipel.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
