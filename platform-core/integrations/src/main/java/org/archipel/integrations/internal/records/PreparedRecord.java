package org.archipel.integrations.internal.records;

/**
 * A mapped and checked record of a remote system, ready to be written.
 *
 * @param json canonical JSON of the content; empty object when deleted
 * @param hash of the content; {@link ContentHash#DELETED} when deleted
 */
public record PreparedRecord(String externalId, String json, String hash, boolean deleted) {
    public static PreparedRecord deleted(String externalId) {
        return new PreparedRecord(externalId, "{}", ContentHash.DELETED, true);
    }
}
