package org.archipel.sandbox.internal.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.archipel.guard.StackRoom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StackRoomTest {
    // Levels of the platform's code that have to find room; its deepest stacks have some two hundred.
    private static final int DEEP = 400;

    private final List<Boolean> outcomes = new ArrayList<>();

    @BeforeAll
    static void firstUse() {
        StackRoom.check();
    }

    // Each time with a little more room.
    private void toTheEnd(int level) {
        try {
            toTheEnd(level + 1);
        } catch (StackOverflowError e) {
            // This is where it ends.
        }
        if (level % 50 == 0 && outcomes.size() < 400) {
            outcomes.add(entersWhole());
        }
    }

    /** Whether it is let in; fails if it is, and then there is no room. */
    private static boolean entersWhole() {
        try {
            StackRoom.check();
        } catch (StackOverflowError e) {
            return false;
        }
        return descend(DEEP, 1, 2, "a", "b") > 0;
    }

    private static long descend(int left, long a, long b, Object c, Object d) {
        return left == 0 ? a : descend(left - 1, b, a + left, d, c) + b;
    }

    @Test
    void whatIsLetInFindsRoomForAllOfIt() throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> toTheEnd(0), "deep", 1 << 20);
        thread.setUncaughtExceptionHandler((dead, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();

        assertThat(failure[0]).isNull();
        assertThat(outcomes).contains(true, false);
        assertThat(outcomes.subList(0, outcomes.indexOf(true))).containsOnly(false);
    }
}
