package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A published version that must not be installed any more.
 *
 * @param policy what happens to installed copies
 * @param replacement the version that copies are brought to; empty for the newest good one
 * @param jobId the job that acts on the installed copies
 */
public record Revocation(
        String extensionId,
        String version,
        Policy policy,
        Optional<String> replacement,
        String reason,
        String revokedBy,
        Instant revokedAt,
        Optional<String> jobId) {
    public enum Policy {
        /** The organization is told; the copy goes on. */
        WARN,
        /** The copy is stopped. */
        DISABLE,
        /** The copy is brought to another version, or stopped where that cannot be. */
        REPLACE
    }
}
