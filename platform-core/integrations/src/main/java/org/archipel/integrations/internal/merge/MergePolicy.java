package org.archipel.integrations.internal.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.archipel.integrations.internal.mapping.MatchKeys;
import org.archipel.integrations.internal.mapping.ReverseMapping;
import org.archipel.integrations.internal.model.SyncSettings.ConflictResolution;
import org.archipel.integrations.internal.model.SyncSettings.Deletions;

/**
 * How a bidirectional sync decides.
 *
 * @param shape which part of a hub record is the remote side's business
 * @param keys by what records that were not seen before are found to be the same
 */
public record MergePolicy(
        ConflictResolution resolution, Deletions deletions, String archiveField, ReverseMapping shape, MatchKeys keys) {
    /**
     * The arbiter for one record.
     *
     * @param sourceAt when the remote side changed it, by its own clock; without it the remote side counts as the later one
     * @param skew how far the remote clock is ahead
     * @param targetAt when the hub changed it
     */
    Arbiter arbiter(Optional<Instant> sourceAt, Duration skew, Instant targetAt) {
        return switch (resolution) {
            case SOURCE_WINS -> (pointer, source, target) -> Optional.of(source);
            case TARGET_WINS -> (pointer, source, target) -> Optional.of(target);
            case LAST_WRITE_WINS -> {
                boolean sourceLater =
                        sourceAt.map(at -> !at.minus(skew).isBefore(targetAt)).orElse(true);
                yield (pointer, source, target) -> Optional.of(sourceLater ? source : target);
            }
            case MANUAL -> (pointer, source, target) -> Optional.empty();
        };
    }
}
