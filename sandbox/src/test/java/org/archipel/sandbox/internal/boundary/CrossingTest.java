package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap;
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

    @Test
    void nobodyPutsAnythingIntoACopyOnceItIsMade() {
        Talking map = new Talking();

        Object copy = Crossing.copy(map);
        map.listener.accept("c", "d");

        assertThat(copy).isEqualTo(Map.of("a", "b"));
    }
}
