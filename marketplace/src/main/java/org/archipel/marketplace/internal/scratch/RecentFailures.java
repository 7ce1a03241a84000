package org.archipel.marketplace.internal.scratch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Trials that could not be made a moment ago: the checks that wait for the same trial do not wait for it again. Not thread-safe. */
final class RecentFailures {
    private static final Duration RECENT = Duration.ofSeconds(10);

    private final Map<String, Failed> failures = new HashMap<>();

    private record Failed(ScratchFailure failure, Instant at) {}

    /** @throws ScratchFailure if the trial could not be made a moment ago */
    void check(String key) {
        failures.values().removeIf(failed -> failed.at().plus(RECENT).isBefore(Instant.now()));
        var failed = failures.get(key);
        if (failed != null) {
            throw new ScratchFailure(failed.failure().getMessage(), failed.failure());
        }
    }

    void remember(String key, ScratchFailure failure) {
        failures.put(key, new Failed(failure, Instant.now()));
    }
}
