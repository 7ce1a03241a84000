package org.archipel.messaging.internal.jobs;

import java.util.HashMap;
import java.util.Map;

/** Bounds how many jobs of one organization run at the same time on this node, so that none takes all threads. Thread-safe. */
final class Admission {
    private final int limit;
    private final Map<String, Integer> running = new HashMap<>();

    Admission(int limit) {
        this.limit = limit;
    }

    /** Takes a place for the organization; false when it has none left. */
    synchronized boolean enter(String organizationId) {
        int present = running.getOrDefault(organizationId, 0);
        if (present >= limit) {
            return false;
        }
        running.put(organizationId, present + 1);
        return true;
    }

    synchronized void leave(String organizationId) {
        running.computeIfPresent(organizationId, (id, present) -> present == 1 ? null : present - 1);
    }

    /** How many more of its jobs may run now. */
    synchronized int room(String organizationId) {
        return limit - running.getOrDefault(organizationId, 0);
    }
}
