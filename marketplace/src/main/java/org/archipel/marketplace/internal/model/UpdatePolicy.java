package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;
import org.osgi.framework.Version;

/**
 * How an installation comes to new versions.
 *
 * @param pinned whether its version stays until that is changed, also by hand
 * @param automatic which versions are taken by themselves
 * @param window when they may be taken; empty for at any time
 * @param skippedVersion a version that is not taken by itself any more, because it failed or waits for consent
 */
public record UpdatePolicy(
        String organizationId,
        String extensionId,
        boolean pinned,
        Automatic automatic,
        Optional<MaintenanceWindow> window,
        Optional<String> skippedVersion,
        Optional<String> skippedBecause,
        Instant updatedAt) {
    public enum Automatic {
        NONE,
        /** Within major and minor version. */
        PATCH,
        /** Within the major version. */
        MINOR
    }

    /** Of an installation for which nothing was said. */
    public static UpdatePolicy none(String organizationId, String extensionId) {
        return new UpdatePolicy(
                organizationId,
                extensionId,
                false,
                Automatic.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }

    /** Whether an update from the one version to the other is taken by itself. */
    public boolean takes(Version from, Version to) {
        if (pinned
                || to.compareTo(from) <= 0
                || skippedVersion.filter(to.toString()::equals).isPresent()) {
            return false;
        }
        return switch (automatic) {
            case NONE -> false;
            case PATCH -> to.getMajor() == from.getMajor() && to.getMinor() == from.getMinor();
            case MINOR -> to.getMajor() == from.getMajor();
        };
    }

    public boolean open(Instant at) {
        return window.map(hours -> hours.includes(at)).orElse(true);
    }
}
