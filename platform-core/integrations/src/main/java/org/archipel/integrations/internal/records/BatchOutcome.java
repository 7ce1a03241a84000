package org.archipel.integrations.internal.records;

import java.util.List;

/**
 * What a batch did.
 *
 * @param created internal ids of new records
 * @param updated internal ids of changed records
 * @param deleted internal ids of deleted records
 * @param unchanged how many cost no write
 */
public record BatchOutcome(List<String> created, List<String> updated, List<String> deleted, int unchanged) {
    public boolean changedNothing() {
        return created.isEmpty() && updated.isEmpty() && deleted.isEmpty();
    }
}
