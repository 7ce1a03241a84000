package org.archipel.expressions;

/**
 * What a part of an expression may do without reading.
 *
 * @param empty whether it may match nothing
 * @param ways in how many ways, or in how many it may end when it read something; at least one
 * @param parts how many of its parts are passed in each
 */
record Part(boolean empty, long ways, long parts) {
    // Where multiplying ends.
    static final long ENDLESS = 1L << 40;

    static final Part NOTHING = new Part(true, 1, 0);
    static final Part CHARACTER = new Part(false, 1, 0);
    static final Part ANCHOR = new Part(true, 1, 1);

    Part then(Part next) {
        return new Part(empty && next.empty, product(ways, next.ways), sum(parts, next.parts));
    }

    Part or(Part other) {
        long both = empty && other.empty ? sum(ways, other.ways) : Math.max(ways, other.ways);
        return new Part(empty || other.empty, both, sum(sum(parts, other.parts), other.empty ? 1 : 0));
    }

    Part repeated(long least, long most) {
        Part result = new Part(empty || least == 0, ways, sum(parts, empty ? 1 : 0));
        if (!empty) {
            // The end of one turn, and the beginning of the next.
            return most > 1 ? new Part(result.empty, product(ways, ways), result.parts) : result;
        }
        long all = 1;
        for (long i = 0; ways > 1 && i < least && all < ENDLESS; i++) {
            all = product(all, ways);
        }
        long more = most > least ? sum(ways, 1) : 1;
        return new Part(true, product(all, more), product(result.parts, Math.max(1, least)));
    }

    long steps() {
        return product(ways, Math.max(1, parts));
    }

    static long product(long one, long other) {
        return one >= ENDLESS / Math.max(1, other) ? ENDLESS : one * other;
    }

    static long sum(long one, long other) {
        return Math.min(ENDLESS, one + other);
    }
}
