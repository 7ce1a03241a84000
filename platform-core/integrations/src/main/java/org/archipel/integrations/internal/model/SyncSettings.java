package org.archipel.integrations.internal.model;

import java.util.List;
import java.util.Objects;

/**
 * What an integration synchronizes, and when. Absent members take their defaults.
 *
 * @param entities names of the entities, also their names in the hub
 * @param intervalMinutes for {@link Frequency#EVERY_N_MINUTES}
 * @param schedule five cron fields for {@link Frequency#CRON}
 * @param timeZone IANA zone of the schedule
 * @param jitterSeconds each scheduled run is put off by up to so many seconds at random
 * @param batchSize records that are written in one transaction
 * @param parallelism entities that are synchronized at the same time
 * @param maxErrorShare past this share of quarantined records a run fails; 0 to 1
 */
public record SyncSettings(
        Direction direction,
        List<String> entities,
        Frequency frequency,
        Integer intervalMinutes,
        String schedule,
        String timeZone,
        Integer jitterSeconds,
        ConflictResolution conflictResolution,
        List<FilterRule> filterRules,
        Integer batchSize,
        Integer parallelism,
        Double maxErrorShare) {
    public static final SyncSettings DEFAULT =
            new SyncSettings(null, null, null, null, null, null, null, null, null, null, null, null);

    public SyncSettings {
        direction = Objects.requireNonNullElse(direction, Direction.INBOUND);
        entities = entities == null ? List.of() : List.copyOf(entities);
        frequency = Objects.requireNonNullElse(frequency, Frequency.MANUAL);
        timeZone = Objects.requireNonNullElse(timeZone, "UTC");
        jitterSeconds = Objects.requireNonNullElse(jitterSeconds, 0);
        conflictResolution = Objects.requireNonNullElse(conflictResolution, ConflictResolution.SOURCE_WINS);
        filterRules = filterRules == null ? List.of() : List.copyOf(filterRules);
        batchSize = Objects.requireNonNullElse(batchSize, 2_000);
        parallelism = Objects.requireNonNullElse(parallelism, 1);
        maxErrorShare = Objects.requireNonNullElse(maxErrorShare, 0.1);
    }

    public enum Direction {
        INBOUND,
        OUTBOUND,
        BIDIRECTIONAL
    }

    public enum Frequency {
        MANUAL,
        REALTIME,
        EVERY_N_MINUTES,
        HOURLY,
        DAILY,
        CRON
    }

    public enum ConflictResolution {
        SOURCE_WINS,
        TARGET_WINS,
        LAST_WRITE_WINS,
        MANUAL
    }
}
