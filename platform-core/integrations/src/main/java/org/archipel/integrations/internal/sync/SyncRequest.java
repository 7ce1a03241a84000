package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.archipel.integrations.internal.model.SyncSettings.Direction;

/**
 * What a client asks for.
 *
 * @param direction null for as the integration synchronizes
 * @param entities empty for all that the integration synchronizes
 * @param since only what changed at or after this time; null to go on from the last run
 * @param limit the most records to read of each entity; null for no limit
 * @param dryRun whether to write nothing and show what would change
 */
public record SyncRequest(Direction direction, List<String> entities, Instant since, Long limit, Boolean dryRun) {
    public SyncRequest {
        entities = entities == null ? List.of() : List.copyOf(entities);
        dryRun = Objects.requireNonNullElse(dryRun, false);
    }

    /** Everything that the integration synchronizes, from where the last run ended. */
    public static SyncRequest everything() {
        return new SyncRequest(null, null, null, null, null);
    }
}
