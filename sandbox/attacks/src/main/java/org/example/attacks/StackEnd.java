package org.example.attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Does something again and again where the stack ends, each time with a little more room, so that it fails at every step of its way. */
final class StackEnd {
    private static final int DEEPEST = 150;

    private StackEnd() {}

    /**
     * Does each where the stack ends, and all of them once more where there is room.
     *
     * @return how many have worked then
     * @throws Exception of the first that is broken now
     */
    static int reachAndUse(List<Callable<?>> uses) throws Exception {
        uses.forEach(use -> reach(use, 0));
        List<Object> gained = new ArrayList<>();
        for (Callable<?> use : uses) {
            gained.add(use.call());
        }
        return gained.size();
    }

    // Every fifth level tries as the stack unwinds. To try at each would be stopped for the memory that the errors'
    // long stack traces take.
    private static int reach(Callable<?> use, int level) {
        int deeper = 0;
        try {
            deeper = reach(use, level + 1);
        } catch (StackOverflowError e) {
            // This is where it ends.
        }
        if (deeper < DEEPEST && deeper % 5 == 0) {
            tryOnce(use);
        }
        return deeper + 1;
    }

    private static void tryOnce(Callable<?> use) {
        try {
            use.call();
        } catch (Throwable e) {
            // Not enough room yet, or not for all of it.
        }
    }
}
