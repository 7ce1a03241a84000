package org.archipel.guard;

/** How much may be read before a stream is set back to a mark: some make room for all of it, others make none at all. */
public final class Marks {
    private Marks() {}

    /** @return the same number of bytes or characters, or the largest that there may be room for */
    public static int checked(int limit) {
        return Sizes.check(Math.min(limit, Sizes.MOST_ELEMENTS));
    }
}
