package org.archipel.integrations.internal.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.integrations.internal.records.ContentHash;
import org.archipel.integrations.internal.store.Json;

/**
 * What the hub and a remote system last agreed on about a record.
 *
 * @param externalId the record's id there; empty while its creation there is not confirmed
 * @param json canonical JSON of the part of the record that both sides know
 * @param hash of that; {@link ContentHash#DELETED} if it was deleted there
 * @param version the hub's version that says the same; {@link #BEHIND} while the hub has something to tell
 * @param changeKey of a creation that is not confirmed; empty otherwise
 * @param remoteVersion what the remote side calls the version that both know, where it says so
 */
public record Base(
        String recordId,
        Optional<String> externalId,
        String json,
        String hash,
        long version,
        State state,
        Optional<String> changeKey,
        Optional<String> remoteVersion) {
    /** No version: the hub's record differs from what the remote side has. */
    public static final long BEHIND = -1;

    /** How the two sides stand to each other. */
    public enum State {
        /** Both have the record. */
        LINKED,
        /** Its creation on the remote side was begun; whether it came about is not known. */
        CREATING,
        /** It changed on both sides, and a person has to decide. */
        PARKED,
        /** It was deleted on both sides. */
        DELETED,
        /** It was deleted on one side and is left alone on the other. */
        DETACHED,
        /** The hub's record may be the same as one of the remote side, which a person has to decide; it is not sent. */
        HELD
    }

    public static Base linked(String recordId, String externalId, String json, String hash, long version) {
        return linked(recordId, externalId, json, hash, version, Optional.empty());
    }

    public static Base linked(
            String recordId,
            String externalId,
            String json,
            String hash,
            long version,
            Optional<String> remoteVersion) {
        return new Base(
                recordId, Optional.of(externalId), json, hash, version, State.LINKED, Optional.empty(), remoteVersion);
    }

    /** A creation that is about to be sent. */
    public static Base creating(String recordId, String json, String hash, long version, String changeKey) {
        return new Base(
                recordId,
                Optional.empty(),
                json,
                hash,
                version,
                State.CREATING,
                Optional.of(changeKey),
                Optional.empty());
    }

    /** A pair that was found to be the same, and that has agreed on nothing yet. */
    static Base matched(String recordId, String externalId) {
        return linked(recordId, externalId, "{}", "", BEHIND);
    }

    static Base held(String recordId) {
        return new Base(recordId, Optional.empty(), "{}", "", BEHIND, State.HELD, Optional.empty(), Optional.empty());
    }

    /** The same pair, gone on the remote side. */
    public Base gone(State state, long version) {
        return new Base(
                recordId, externalId, "{}", ContentHash.DELETED, version, state, Optional.empty(), Optional.empty());
    }

    /** The same pair, waiting for a person. A creation whose outcome is not known has no external id then. */
    public Base parked() {
        return new Base(recordId, externalId, json, hash, version, State.PARKED, Optional.empty(), remoteVersion);
    }

    public ObjectNode content() {
        return Json.objectOf(json);
    }
}
