package org.archipel.security.internal.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.TreeMap;
import org.archipel.base.Sha256;
import org.archipel.security.internal.store.AuditStore.AuditRow;

/**
 * The hash of a link: SHA-256 in hexadecimal over the canonical JSON of the entry with its position and the hash before it. The
 * JSON has its names in order and no white space; every value is a string, also the states before and after (their JSON text as
 * stored) and the position, so that no rule on numbers is needed. Absent values are left out.
 */
final class AuditHash {
    /** What the first link of a chain follows. */
    static final String GENESIS = "0".repeat(64);

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuditHash() {}

    static String of(AuditRow row, long position, String previousHash) {
        TreeMap<String, String> members = new TreeMap<>();
        members.put("action", row.action());
        members.put("actor", row.actor());
        members.put("at", row.at().toString());
        members.put("id", row.id());
        members.put("ip", row.ip());
        members.put("organizationId", row.organizationId());
        members.put("outcome", row.outcome());
        members.put("position", Long.toString(position));
        members.put("previousHash", previousHash);
        members.put("requestId", row.requestId());
        members.put("target", row.target());
        if (row.before() != null) {
            members.put("before", row.before());
        }
        if (row.after() != null) {
            members.put("after", row.after());
        }
        return Sha256.hex(canonical(members));
    }

    private static String canonical(TreeMap<String, String> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings are always JSON", e);
        }
    }
}
