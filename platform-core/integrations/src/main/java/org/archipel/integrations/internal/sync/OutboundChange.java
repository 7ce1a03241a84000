package org.archipel.integrations.internal.sync;

import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.integrations.internal.merge.Base;

/**
 * One change that is sent to the remote side.
 *
 * @param before what both sides knew; for a creation its intent
 * @param formerly what stood there before the intent; empty unless the record is made there anew
 * @param json what both sides know once the change is made
 * @param hubVersion the hub's version that it tells of
 */
record OutboundChange(
        Kind kind, Base before, Optional<Base> formerly, String json, String hash, long hubVersion, WriteRecord write) {
    enum Kind {
        CREATE,
        UPDATE,
        ARCHIVE,
        DELETE
    }

    /** What both sides know now. */
    Base after(WriteResult result) {
        return switch (kind) {
            case CREATE, UPDATE ->
                Base.linked(
                        before.recordId(),
                        result.externalId().or(before::externalId).orElseThrow(),
                        json,
                        hash,
                        hubVersion,
                        result.version());
            case ARCHIVE -> before.gone(Base.State.DETACHED, hubVersion);
            case DELETE -> before.gone(Base.State.DELETED, hubVersion);
        };
    }
}
