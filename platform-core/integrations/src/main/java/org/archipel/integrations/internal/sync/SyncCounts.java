package org.archipel.integrations.internal.sync;

/**
 * How many records a run read, and what became of them.
 *
 * @param missing records that a full scan did not meet; what became of them is counted too
 */
public record SyncCounts(
        long read,
        long filtered,
        long created,
        long updated,
        long unchanged,
        long deleted,
        long quarantined,
        long conflicts,
        long missing) {
    public static final SyncCounts ZERO = new SyncCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public SyncCounts plus(SyncCounts other) {
        return new SyncCounts(
                read + other.read,
                filtered + other.filtered,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged,
                deleted + other.deleted,
                quarantined + other.quarantined,
                conflicts + other.conflicts,
                missing + other.missing);
    }
}
