package org.archipel.integrations.internal.sync;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.archipel.integrations.internal.model.SyncSettings.Direction;

/**
 * What a client asks for.
 *
 * @param direction null for as the integration synchronizes
 * @param entities empty for all that the integration synchronizes
 * @param since only what changed at or after this time; null to go on from the last run
 * @param limit the most records to read of each entity; null for no limit
 * @param dryRun whether to write nothing and show what would change
 * @param full whether to read everything anew
 * @param acceptMissing so many records may be missing from what the remote side lists, and are taken for deleted; reads everything
 *     anew; null for as the settings say
 */
public record SyncRequest(
        Direction direction,
        List<String> entities,
        Instant since,
        Long limit,
        Boolean dryRun,
        Boolean full,
        Long acceptMissing) {
    public SyncRequest {
        entities = entities == null ? List.of() : List.copyOf(entities);
        dryRun = Objects.requireNonNullElse(dryRun, false);
        full = Objects.requireNonNullElse(full, false) || acceptMissing != null;
    }

    /** A request that goes on from the last run, or from the given time. */
    public SyncRequest(Direction direction, List<String> entities, Instant since, Long limit, Boolean dryRun) {
        this(direction, entities, since, limit, dryRun, null, null);
    }

    /** How many records may be missing; empty for as the settings say. */
    OptionalLong accepted() {
        return acceptMissing == null ? OptionalLong.empty() : OptionalLong.of(acceptMissing);
    }

    /** Everything that the integration synchronizes, from where the last run ended. */
    public static SyncRequest everything() {
        return new SyncRequest(null, null, null, null, null);
    }
}
