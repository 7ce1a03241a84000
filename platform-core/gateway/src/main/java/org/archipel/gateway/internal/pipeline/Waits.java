package org.archipel.gateway.internal.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which flights of this node wait for which others, so that none begins to wait for one that waits for it, however long the way between
 * them is. Thread-safe.
 */
final class Waits {
    private final Map<String, List<String>> waiting = new HashMap<>();

    /**
     * Flights begin to wait for another, until {@link #end}.
     *
     * @return false if it waits for one of them; then none begins
     */
    synchronized boolean begin(List<String> flights, String other) {
        if (isReached(flights, other)) {
            return false;
        }
        flights.forEach(flight ->
                waiting.computeIfAbsent(flight, any -> new ArrayList<>()).add(other));
        return true;
    }

    synchronized void end(List<String> flights, String other) {
        for (String flight : flights) {
            waiting.computeIfPresent(flight, (any, others) -> {
                others.remove(other);
                return others.isEmpty() ? null : others;
            });
        }
    }

    private boolean isReached(List<String> sought, String from) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String flight = next.pop();
            if (sought.contains(flight)) {
                return true;
            }
            if (seen.add(flight)) {
                next.addAll(waiting.getOrDefault(flight, List.of()));
            }
        }
        return false;
    }
}
