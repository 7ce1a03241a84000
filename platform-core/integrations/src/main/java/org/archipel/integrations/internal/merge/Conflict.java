package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that changed on both sides, with both of them; or one of the remote side that may be the same as several of the hub.
 *
 * @param fields JSON Pointers of the fields in question; an empty pointer where one side deleted the record
 * @param base what both sides last agreed on
 * @param source what the remote side has, as the hub would have it; empty if it deleted the record
 * @param target what the hub has at present; empty if it deleted the record
 * @param sourceModifiedAt when the remote side changed it, where it says so
 * @param targetModifiedAt when the hub changed it; empty if the record is gone for good
 * @param state OPEN or RESOLVED
 * @param recordId of the hub's record; empty where it is not known which one it is
 * @param candidates ids of the hub records that it may be, for {@link Kind#AMBIGUOUS}; those of both, for {@link Kind#DUPLICATE}
 */
public record Conflict(
        String id,
        String entity,
        String recordId,
        String externalId,
        List<String> fields,
        JsonNode base,
        Optional<JsonNode> source,
        Optional<JsonNode> target,
        Optional<Instant> sourceModifiedAt,
        Optional<Instant> targetModifiedAt,
        String state,
        Optional<String> resolvedBy,
        Instant createdAt,
        Instant updatedAt,
        Kind kind,
        List<String> candidates) {
    /** What a conflict is about. */
    public enum Kind {
        /** Both sides changed the record. */
        CHANGED,
        /** Its creation on the remote side was interrupted, and nothing tells whether it came about. */
        UNKNOWN,
        /** By its match keys the record is the same as several, or as one that has its like already. */
        AMBIGUOUS,
        /** By its match keys the hub's record is the same as another one of the hub, which the remote side has already. */
        DUPLICATE
    }

    Conflict withTarget(Optional<JsonNode> present, Optional<Instant> at) {
        return new Conflict(
                id,
                entity,
                recordId,
                externalId,
                fields,
                base,
                source,
                present,
                sourceModifiedAt,
                at,
                state,
                resolvedBy,
                createdAt,
                updatedAt,
                kind,
                candidates);
    }
}
