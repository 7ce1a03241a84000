package org.archipel.sandbox;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What installations used since they were installed, on all nodes. Nodes add what they counted every few seconds; what a node counted
 * since then is missing if it crashes. Thread-safe.
 */
@ProviderType
public interface ExtensionUsage {
    /** What one installation used; nothing, if the organization has no such installation. */
    UsageReport of(String organizationId, String installationId);

    /**
     * For the platform's own figures: what the versions of an extension used in all organizations since a day (UTC), by version and
     * day; without those that were not called.
     */
    Map<String, Map<LocalDate, ResourceUsage>> ofVersionsOnPlatform(String extensionId, LocalDate from);

    /** What each installation of the organization used, by installation id; without those that were never called. */
    Map<String, ResourceUsage> ofOrganization(String organizationId);

    /**
     * @param total over all days
     * @param storageBytes what it keeps in values and documents now
     * @param days the last days (UTC) on which it was called, the newest first
     */
    record UsageReport(ResourceUsage total, long storageBytes, List<UsageDay> days) {
        public UsageReport {
            days = List.copyOf(days);
        }
    }

    record UsageDay(LocalDate day, ResourceUsage used) {}
}
