package org.archipel.integrations.internal.records;

import java.time.Instant;
import java.util.Optional;

/**
 * A mapped and checked record of a remote system, ready to be written.
 *
 * @param json canonical JSON of the content; empty object when deleted
 * @param hash of the content; {@link ContentHash#DELETED} when deleted
 * @param modifiedAt when the remote side changed it, where it says so
 * @param remoteVersion what the remote side calls this version, where it says so
 */
public record PreparedRecord(
        String externalId,
        String json,
        String hash,
        boolean deleted,
        Optional<Instant> modifiedAt,
        Optional<String> remoteVersion) {
    public PreparedRecord(String externalId, String json, String hash, boolean deleted) {
        this(externalId, json, hash, deleted, Optional.empty(), Optional.empty());
    }

    public static PreparedRecord deleted(String externalId) {
        return deleted(externalId, Optional.empty());
    }

    public static PreparedRecord deleted(String externalId, Optional<Instant> at) {
        return new PreparedRecord(externalId, "{}", ContentHash.DELETED, true, at, Optional.empty());
    }
}
