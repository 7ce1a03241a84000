package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class CrossingTest {
    /** A map whose maker goes on telling when it was copied. */
    private static final class Talking extends AbstractMap<String, String> {
        private BiConsumer<? super String, ? super String> listener = (key, value) -> {};

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return Set.of(Map.entry("a", "b"));
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super String> told) {
            listener = told;
            told.accept("a", "b");
        }
    }

    /** Each level takes room on the stack, which is looked for before the platform is entered. */
    @Test
    void valuesWithinValuesAreNotCopiedAtAnyDepth() {
        assertThat(Crossing.copy(within(60))).isEqualTo(within(60));
        assertThatThrownBy(() -> Crossing.copy(within(100)))
                .isInstanceOf(UncrossableException.class)
                .hasMessageContaining("64 levels");
    }

    private static List<?> within(int levels) {
        List<?> value = List.of("a");
        for (int i = 1; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void nobodyPutsAnythingIntoACopyOnceItIsMade() {
        Talking map = new Talking();

        Object copy = Crossing.copy(map);
        map.listener.accept("c", "d");

        assertThat(copy).isEqualTo(Map.of("a", "b"));
    }
}
