package org.archipel.sandbox;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The last lines that an installation's extension wrote, and its failures, on this node. Thread-safe. */
@ProviderType
public interface ExtensionLogs {
    /**
     * The newest entries, the oldest of them first.
     *
     * @param organizationId entries of another organization's installation are not found
     */
    List<Entry> tail(String organizationId, String installationId, int limit);

    /** @param level TRACE, DEBUG, INFO, WARN or ERROR */
    record Entry(Instant at, String level, String version, String message, String trace) {}
}
