package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An organization's claim to all extension ids that are the namespace or begin with it and a dot.
 *
 * @param evidence why it is the organization's, for the administrator who decides
 */
public record PublisherNamespace(
        String id,
        String namespace,
        String organizationId,
        Status status,
        String evidence,
        String requestedBy,
        Instant requestedAt,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> reason) {
    public enum Status {
        REQUESTED,
        APPROVED,
        REJECTED,
        /** Approved once, taken back. */
        RELEASED
    }

    /** Whether the id lies in it. */
    public boolean holds(String extensionId) {
        return extensionId.equals(namespace) || extensionId.startsWith(namespace + ".");
    }

    /** Whether one of the two lies in the other. */
    public boolean overlaps(String other) {
        return holds(other) || namespace.startsWith(other + ".");
    }

    public PublisherNamespace decided(Status decision, String because, String by, Instant at) {
        return new PublisherNamespace(
                id,
                namespace,
                organizationId,
                decision,
                evidence,
                requestedBy,
                requestedAt,
                Optional.of(by),
                Optional.of(at),
                Optional.of(because));
    }
}
