package org.archipel.integrations.internal.sync;

import java.util.Set;

/**
 * Records of one entity that a sync is about.
 *
 * @param externalIds those of the remote side
 * @param recordIds those of the hub
 */
record NamedRecords(Set<String> externalIds, Set<String> recordIds) {
    NamedRecords {
        externalIds = Set.copyOf(externalIds);
        recordIds = Set.copyOf(recordIds);
    }

    int size() {
        return externalIds.size() + recordIds.size();
    }
}
