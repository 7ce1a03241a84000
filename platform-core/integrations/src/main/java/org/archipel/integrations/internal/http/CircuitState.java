package org.archipel.integrations.internal.http;

/**
 * How the circuit to a remote system stands.
 *
 * @param failurePercent share of failed requests in the window
 * @param requests how many the window holds
 * @param retryInMs when an open circuit lets the next request through
 */
public record CircuitState(State state, int failurePercent, int requests, long retryInMs) {
    static final CircuitState UNUSED = new CircuitState(State.CLOSED, 0, 0, 0);

    /** Whether requests go through: all, none, or one to see whether the remote system is back. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }
}
