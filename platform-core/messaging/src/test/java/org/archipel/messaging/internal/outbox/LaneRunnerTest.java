package org.archipel.messaging.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneRunnerTest {
    private final Lane lane = new Lane("lane", Optional.empty(), "node", null, null, null, Clock.systemUTC());
    private final Deque<Runnable> runs = new ArrayDeque<>();
    private final LaneRunner runner = new LaneRunner(lane, this::execute);
    private boolean refusing;

    private void execute(Runnable run) {
        if (refusing) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        runs.add(run);
    }

    @Test
    void runsAtTheNextSignalWhenNoThreadCouldBeStarted() {
        refusing = true;
        assertThatThrownBy(runner::signal).isInstanceOf(OutOfMemoryError.class);
        refusing = false;
        assertThat(lane.retrying()).as("looks without an event").isTrue();

        runner.signal();

        assertThat(runs).hasSize(1);
    }

    @Test
    void runsAtTheNextSignalWhenNoThreadCouldBeStartedForARunThatFollows() {
        runner.begin(new CompletableFuture<>() {
            @Override
            public Long get() {
                runner.signal();
                refusing = true;
                throw new IllegalStateException("a run that fails");
            }
        });
        Runnable first = runs.remove();
        assertThatThrownBy(first::run).isInstanceOf(OutOfMemoryError.class);
        refusing = false;

        runner.signal();

        assertThat(runs).hasSize(1);
    }
}
