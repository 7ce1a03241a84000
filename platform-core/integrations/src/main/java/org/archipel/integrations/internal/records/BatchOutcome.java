package org.archipel.integrations.internal.records;

import java.util.List;

/**
 * What a batch did.
 *
 * @param created internal ids of new records
 * @param updated internal ids of changed records
 * @param deleted internal ids of deleted records
 * @param unchanged how many cost no write
 * @param conflicts how many had changed on both sides in the same field, whatever became of them
 */
public record BatchOutcome(
        List<String> created, List<String> updated, List<String> deleted, int unchanged, int conflicts) {
    public BatchOutcome(List<String> created, List<String> updated, List<String> deleted, int unchanged) {
        this(created, updated, deleted, unchanged, 0);
    }

    /** The same with more records that cost no write. */
    public BatchOutcome withUnchanged(int more) {
        return new BatchOutcome(created, updated, deleted, unchanged + more, conflicts);
    }

    public boolean changedNothing() {
        return created.isEmpty() && updated.isEmpty() && deleted.isEmpty();
    }
}
