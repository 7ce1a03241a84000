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
 * @param deletions what becomes of a record on one side when it was deleted on the other
 * @param archiveField field that is set to true instead of a deletion, for {@link Deletions#ARCHIVE}
 * @param missing what a record is that is missing where everything was read
 * @param maxMissingShare past this share of missing records a run stops and asks a person; 0 to 1, 1 never asks
 * @param fullScanHours everything is read once in so many hours, also where changes alone could be asked for; null for only when
 *     that is needed or asked for
 * @param matchKeys dotted paths into the hub's record, by which a bidirectional sync finds that two records are the same
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
        Double maxErrorShare,
        Deletions deletions,
        String archiveField,
        Missing missing,
        Double maxMissingShare,
        Integer fullScanHours,
        List<String> matchKeys) {
    public static final SyncSettings DEFAULT = new SyncSettings(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

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
        deletions = Objects.requireNonNullElse(deletions, Deletions.DELETE);
        archiveField = Objects.requireNonNullElse(archiveField, "archived");
        missing = Objects.requireNonNullElse(missing, Missing.DELETED);
        maxMissingShare = Objects.requireNonNullElse(maxMissingShare, 0.1);
        matchKeys = matchKeys == null ? List.of() : List.copyOf(matchKeys);
    }

    /** Which way records go, seen from the hub. */
    public enum Direction {
        INBOUND,
        OUTBOUND,
        BIDIRECTIONAL
    }

    /** When syncs begin. */
    public enum Frequency {
        MANUAL,
        REALTIME,
        EVERY_N_MINUTES,
        HOURLY,
        DAILY,
        CRON
    }

    /** Which side a field is taken from that changed on both; the source is the remote system, the target the hub. */
    public enum ConflictResolution {
        SOURCE_WINS,
        TARGET_WINS,
        LAST_WRITE_WINS,
        MANUAL
    }

    /** What a record is that the remote side had, and that is missing where everything was read. */
    public enum Missing {
        /** It was deleted there. */
        DELETED,
        /** It says nothing: the remote side lists only some of its records. */
        UNKNOWN
    }

    /** What becomes of a record when it was deleted on the other side. */
    public enum Deletions {
        /** It is deleted too. */
        DELETE,
        /** It stays and is marked as archived. */
        ARCHIVE,
        /** It stays as it is and is synchronized no more. */
        IGNORE
    }
}
