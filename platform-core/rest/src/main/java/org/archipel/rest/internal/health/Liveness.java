package org.archipel.rest.internal.health;

/**
 * That the process answers.
 *
 * @param status always {@code ALIVE}
 */
public record Liveness(String status) {
    static final Liveness ALIVE = new Liveness("ALIVE");
}
