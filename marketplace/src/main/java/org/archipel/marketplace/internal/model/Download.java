package org.archipel.marketplace.internal.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.archipel.persistence.Ids;

/** An organization got a version. */
public record Download(
        String id, String extensionId, String version, String organizationId, Kind kind, String actor, Instant at) {
    /** How it got it. */
    public enum Kind {
        INSTALL,
        UPDATE,
        /** As a file, which it may have carried anywhere. */
        FILE
    }

    public static Download now(String extensionId, String version, String organizationId, Kind kind, String actor) {
        return new Download(
                Ids.next(),
                extensionId,
                version,
                organizationId,
                kind,
                actor,
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }
}
