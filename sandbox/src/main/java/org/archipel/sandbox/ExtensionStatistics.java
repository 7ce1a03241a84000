package org.archipel.sandbox;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the calls of installations cost on this node since it started. Thread-safe. */
@ProviderType
public interface ExtensionStatistics {
    /** Empty if the organization has no such installation here. */
    Optional<Figures> of(String organizationId, String installationId);

    /**
     * @param used by calls that ended, and so far by those that run
     * @param running calls that run now, each on a thread
     * @param abandonedThreads threads that did not leave the extension when they were told to
     * @param disabled whether calls are refused because too many threads did not come back
     * @param suspended whether calls are refused because too many of them exceeded their budgets
     */
    record Figures(ResourceUsage used, int running, int abandonedThreads, boolean disabled, boolean suspended) {
        /** Of an installation that was not called here. */
        public static final Figures NONE = new Figures(ResourceUsage.NONE, 0, 0, false, false);
    }
}
