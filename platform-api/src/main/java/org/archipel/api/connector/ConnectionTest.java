package org.archipel.api.connector;

import java.util.List;

/**
 * The diagnosis of a connection, from the network up.
 *
 * @param findings in the order in which they were tried; the first failed one is the cause
 */
public record ConnectionTest(List<Finding> findings) {
    public ConnectionTest {
        findings = List.copyOf(findings);
    }

    public boolean successful() {
        return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILED);
    }

    /** What was tried. */
    public enum Aspect {
        DNS,
        TCP,
        TLS,
        AUTHENTICATION,
        PERMISSION,
        RATE_LIMIT,
        API_VERSION,
        RESPONSE
    }

    /** What became of a try. */
    public enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /**
     * @param detail what was seen, without secrets
     * @param suggestion what to do about it; empty unless it failed
     * @param durationMs how long it took, in milliseconds
     */
    public record Finding(Aspect aspect, Outcome outcome, String detail, String suggestion, long durationMs) {}
}
