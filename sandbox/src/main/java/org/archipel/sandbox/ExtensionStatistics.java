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
     * @param timeouts calls past their limit
     * @param time sum over all calls
     * @param running calls that run now
     * @param abandonedThreads threads that did not leave the extension when they were told to
     * @param disabled whether calls are refused because too many threads did not come back
     */
    record Figures(
            long calls,
            long errors,
            long timeouts,
            Duration time,
            int running,
            int abandonedThreads,
            boolean disabled) {}
}
