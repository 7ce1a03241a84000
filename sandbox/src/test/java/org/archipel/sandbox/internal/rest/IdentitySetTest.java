package org.archipel.sandbox.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentitySetTest {
    private static final class Own {
        @Override
        public boolean equals(Object other) {
            throw new AssertionError("asked whether it is equal");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("asked for its hash");
        }
    }

    @Test
    void elementsKeepTheirOrderAndAreNotAsked() {
        Own first = new Own();
        Own second = new Own();

        IdentitySet set = new IdentitySet(List.of(first, second, first));

        assertThat(set.toArray()).satisfies(all -> {
            assertThat(all.length).isEqualTo(2);
            assertThat(all[0] == first && all[1] == second).isTrue();
        });
        assertThat(set.contains(second)).isTrue();
        assertThat(set.contains(new Own())).isFalse();
    }
}
