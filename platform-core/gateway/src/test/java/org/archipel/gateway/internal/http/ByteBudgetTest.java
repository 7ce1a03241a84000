package org.archipel.gateway.internal.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.archipel.rest.ProblemException;
import org.junit.jupiter.api.Test;

/** What bodies take of the memory is there again when they have ended. */
class ByteBudgetTest {
    private final ByteBudget budget = new ByteBudget(100);

    @Test
    void bodiesTakeNoMoreThanThereIs() {
        ByteBudget.Part one = budget.part();
        one.grow(60);
        ByteBudget.Part other = budget.part();
        assertThatThrownBy(() -> other.grow(60))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Too many large bodies");
        other.end();
        one.end();
        assertThatCode(() -> budget.part().grow(100)).doesNotThrowAnyException();
    }

    /** The time of its request may be over while it is read. */
    @Test
    void whatGoesOnAfterItsEndTakesNothing() {
        ByteBudget.Part one = budget.part();
        one.grow(60);
        one.end();
        one.grow(60);
        assertThatCode(() -> budget.part().grow(100)).doesNotThrowAnyException();
    }
}
