package org.archipel.integrations.internal.sync;

/** How many records a run read, and what became of them. */
public record SyncCounts(
        long read,
        long filtered,
        long created,
        long updated,
        long unchanged,
        long deleted,
        long quarantined,
        long conflicts) {
    public static final SyncCounts ZERO = new SyncCounts(0, 0, 0, 0, 0, 0, 0, 0);

    public SyncCounts plus(SyncCounts other) {
        return new SyncCounts(
                read + other.read,
                filtered + other.filtered,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged,
                deleted + other.deleted,
                quarantined + other.quarantined,
                conflicts + other.conflicts);
    }
}
