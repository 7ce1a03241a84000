package org.archipel.gateway.internal.cache;

import java.util.concurrent.ThreadLocalRandom;

/** Names of flights: 16 hexadecimal digits, the first of which are those of this node. */
public final class FlightIds {
    private static final int NODE_DIGITS = 6;
    private static final String NODE = digits().substring(0, NODE_DIGITS);

    private FlightIds() {}

    static String next() {
        return NODE + digits().substring(NODE_DIGITS);
    }

    /** Whether a flight began here; what it waits for is known then. */
    public static boolean isOfThisNode(String flight) {
        return flight.startsWith(NODE);
    }

    private static String digits() {
        return String.format("%016x", ThreadLocalRandom.current().nextLong());
    }
}
