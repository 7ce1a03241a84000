package org.archipel.guard;

/**
 * Cuts counted loops into strips: the turns of a strip pass no checkpoint, so that the compiler can unroll and vectorise them; between
 * two strips is one. A strip has a turn at least; then it goes on while the counter has not reached the limit that was found here.
 * Where that could go wrong, since the counter would pass the ends of its range or never reach the limit, strips have one turn.
 * Called by rewritten code.
 */
public final class Strips {
    /** Turns of a strip; each is a few instructions that call nothing. */
    static final int TURNS = 1 << 10;

    private Strips() {}

    /** @return the limit of the next strip of a loop that goes on while its counter is below the end, which it is now */
    public static int below(int counter, int end, int step) {
        return up(counter, end, step);
    }

    /**
     * @return as {@link #below(int, int, int)} for one that counts by one: the compiler puts this into the loop, however often it has been
     *     through it
     */
    public static int below(int counter, int end) {
        int limit = counter + TURNS;
        return limit < counter || limit > end ? end : limit;
    }

    /** @return whether a loop that counts by one, and goes on while its counter is below the end, has no more turns than a strip */
    public static boolean few(int counter, int end) {
        int turns = end - counter;
        return turns >= 0 && turns <= TURNS;
    }

    /** @return as {@link #below(int, int, int)} for one that goes on up to the last number */
    public static int upTo(int counter, int last, int step) {
        return up(counter, last + 1L, step);
    }

    /** @return the limit of the next strip of a loop that goes on while its counter is above the end, which it is now */
    public static int above(int counter, int end, int step) {
        return down(counter, end, step);
    }

    /** @return as {@link #above} for one that goes on down to the last number */
    public static int downTo(int counter, int last, int step) {
        return down(counter, last - 1L, step);
    }

    private static int up(int counter, long end, int step) {
        long limit = Math.min(end, counter + (long) step * TURNS);
        return step <= 0 || limit + step > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) limit;
    }

    private static int down(int counter, long end, int step) {
        long limit = Math.max(end, counter + (long) step * TURNS);
        return step >= 0 || limit + step < Integer.MIN_VALUE ? Integer.MAX_VALUE : (int) limit;
    }
}
