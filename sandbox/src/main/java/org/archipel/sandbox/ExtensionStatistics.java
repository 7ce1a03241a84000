package org.archipel.sandbox;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the calls of installations cost on this node since it started. Thread-safe. */
@ProviderType
public interface ExtensionStatistics {
    /** Empty if the organization has no such installation here. */
    Optional<Figures> of(String organizationId, String installationId);

    /**
     * @param calls finished or abandoned
     * @param errors calls that failed, those past their limit too
     * @param timeouts calls past their time limit
     * @param stops calls that were stopped past another budget
     * @param time on the clock, sum over all calls
     * @param cpuTime on processors
     * @param allocatedBytes bytes of new objects
     * @param logCharacters what it wrote to its log
     * @param running calls that run now
     * @param abandonedThreads threads that did not leave the extension when they were told to
     * @param disabled whether calls are refused because too many threads did not come back
     */
    record Figures(
            long calls,
            long errors,
            long timeouts,
            long stops,
            Duration time,
            Duration cpuTime,
            long allocatedBytes,
            long logCharacters,
            int running,
            int abandonedThreads,
            boolean disabled) {}
}
