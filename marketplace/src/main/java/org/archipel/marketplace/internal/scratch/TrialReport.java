package org.archipel.marketplace.internal.scratch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a trial in a scratch container.
 *
 * @param containerStart from the start of the process until it was ready
 * @param install from the order to the extension's being active
 * @param calls what was asked of it
 * @param used what the extension's calls used in all, its start included
 * @param misconduct what it did that it should not: budgets exceeded, threads left behind, suspension
 * @param installProblem why it could not be installed
 * @param upgrade how the upgrade from the version before went; empty if there is none
 * @param removal what was left after its removal, or why it could not be removed
 */
public record TrialReport(
        Duration containerStart,
        Duration install,
        List<Call> calls,
        Use used,
        List<String> misconduct,
        Optional<String> installProblem,
        Optional<Upgrade> upgrade,
        Optional<String> removal) {
    public TrialReport {
        calls = List.copyOf(calls);
        misconduct = List.copyOf(misconduct);
    }

    /**
     * @param operation for example {@code GET /stats} or {@code function iban}
     * @param status HTTP status
     */
    public record Call(String operation, int status, Duration took) {}

    /** @param allocatedBytes of new objects, whether they were kept or not */
    public record Use(long calls, long errors, Duration cpuTime, long allocatedBytes, long storageBytes) {}

    /**
     * @param fromVersion the version before
     * @param problem what went wrong; empty if the way there and back was good
     * @param untried why it could not be tried: the version before does not come to work there; empty if it was
     */
    public record Upgrade(String fromVersion, Optional<String> problem, Optional<String> untried) {}
}
