package org.archipel.security.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Optional;
import org.archipel.security.internal.store.AuditChainStore.Link;
import org.archipel.security.internal.store.AuditStore.AuditRow;
import org.archipel.security.internal.store.AuditStore.ChainedRow;

/**
 * An audit entry, as it goes to the client.
 *
 * @param before JSON text, character for character what the hash was made of; null when there is none
 * @param after JSON text, character for character what the hash was made of; null when there is none
 * @param position place in the chain; absent, like the hashes, in the moment before it is chained
 */
public record AuditEntryView(
        String id,
        String organizationId,
        String actor,
        String action,
        String target,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue
        String before,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue
        String after,

        String ip,
        String requestId,
        String outcome,
        Instant at,
        Optional<Long> position,
        Optional<String> previousHash,
        Optional<String> hash) {
    static AuditEntryView of(ChainedRow row) {
        AuditRow entry = row.entry();
        return new AuditEntryView(
                entry.id(),
                entry.organizationId(),
                entry.actor(),
                entry.action(),
                entry.target(),
                entry.before(),
                entry.after(),
                entry.ip(),
                entry.requestId(),
                entry.outcome(),
                entry.at(),
                row.link().map(Link::position),
                row.link().map(Link::previousHash),
                row.link().map(Link::hash));
    }
}
