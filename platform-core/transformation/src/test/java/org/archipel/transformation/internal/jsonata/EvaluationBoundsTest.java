package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EvaluationBoundsTest {
    private static final SyntaxTree NONE = SyntaxTree.of(LibraryParser.parse("1"));
    private static final int MUCH = 1 << 20;

    @Test
    void whileOthersHaveTheProcessorNoTimeIsTaken() {
        boolean ended = EvaluationBounds.within(NONE, 1, bounds -> {
            bounds.spend(MUCH);
            passWithoutProcessor(Duration.ofMillis(700));
            bounds.spend(MUCH);
            return true;
        });
        assertThat(ended).isTrue();
    }

    @Test
    void whoNeverGetsTheProcessorEndsAllTheSame() {
        assertThatThrownBy(() -> EvaluationBounds.within(NONE, 1, bounds -> {
                    bounds.spend(MUCH);
                    passWithoutProcessor(Duration.ofMillis(5_001));
                    bounds.spend(MUCH);
                    return true;
                }))
                .isInstanceOf(EvaluationBounds.Exceeded.class)
                .hasMessage("the expression took longer than 5000 ms while others had the processors");
    }

    @Test
    void timeOfTheProcessorIsBounded() {
        long begin = processorNanos();
        assertThatThrownBy(() -> EvaluationBounds.within(NONE, 1, bounds -> {
                    while (processorNanos() - begin < Duration.ofSeconds(3).toNanos()) {
                        // To ask for the time takes memory: asked all the time, that would end it first.
                        useProcessor(Duration.ofMillis(1));
                        bounds.spend(MUCH);
                    }
                    return true;
                }))
                .isInstanceOf(EvaluationBounds.Exceeded.class)
                .hasMessageStartingWith("the expression took longer than");
        assertThat(Duration.ofNanos(processorNanos() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void useProcessor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static void passWithoutProcessor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
