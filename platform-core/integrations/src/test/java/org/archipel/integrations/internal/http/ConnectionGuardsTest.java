package org.archipel.integrations.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionGuardsTest {
    private final ConnectionGuards guards = new ConnectionGuards(null);

    @Test
    void whoAsksAboutAnIntegrationThatCalledNothingLeavesNothingBehind() {
        assertThat(guards.circuit("gone").state()).isEqualTo(CircuitState.State.CLOSED);
        assertThat(guards.metrics("gone").requests()).isZero();
        assertThat(guards.lastSuccess("gone")).isEmpty();
        assertThat(guards.limitedFor("gone")).isEmpty();
        guards.forgetSuccess("gone");
        guards.reset("gone");

        assertThat(guards.count(CircuitState.State.CLOSED)).isZero();
    }

    @Test
    void onlyTheGuardsOfWhatIsThereStay() {
        guards.of("there");
        guards.of("gone");

        guards.removeAbsent(() -> Set.of("there"));

        assertThat(guards.count(CircuitState.State.CLOSED)).isEqualTo(1);
        assertThat(guards.of("there")).isSameAs(guards.of("there"));
    }

    @Test
    void nothingIsAskedForWhereNothingIsKnown() {
        guards.removeAbsent(() -> {
            throw new AssertionError("asked");
        });
    }
}
