package org.archipel.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/** The append-only, hash-chained record of who changed what. Thread-safe. */
@ProviderType
public interface AuditLog {
    /** Writes an entry that commits together with the change that it tells of. */
    void record(Transaction transaction, Caller caller, Entry entry);

    /**
     * @param action dotted name, for example {@code extension.install}
     * @param target what was changed, for example {@code integration/0190…}
     * @param before the state before, without secrets
     * @param after the state after, without secrets
     * @param outcome how it ended
     */
    record Entry(String action, String target, Optional<JsonNode> before, Optional<JsonNode> after, Outcome outcome) {
        public static Entry success(String action, String target, JsonNode after) {
            return new Entry(action, target, Optional.empty(), Optional.ofNullable(after), Outcome.SUCCESS);
        }
    }

    enum Outcome {
        SUCCESS,
        DENIED,
        FAILURE
    }
}
