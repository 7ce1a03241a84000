package org.archipel.gateway.internal.compatibility;

/** How much may be looked at: schemas can be written that take longer to compare than anybody waits. For one thread. */
final class Effort {
    private static final int MOST = 20_000;

    private int left = MOST;

    /** False if there is nothing left. */
    boolean spend() {
        return --left >= 0;
    }
}
