package org.archipel.rest.internal.health;

import java.util.List;

/**
 * Readiness.
 *
 * @param status {@code STARTING}, {@code READY} or {@code NOT_READY}
 * @param waitingFor what is not there yet or does not work
 */
public record Readiness(String status, List<String> waitingFor) {
    public Readiness {
        waitingFor = List.copyOf(waitingFor);
    }
}
