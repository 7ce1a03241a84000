package org.archipel.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps credentials encrypted with AES-256-GCM under a data key of the organization, itself wrapped by the master key.
 * Thread-safe.
 */
@ProviderType
public interface CredentialVault {
    /** Stores or replaces the credentials under a reference such as {@code integration/<id>}. */
    void put(Transaction transaction, String organizationId, String reference, ObjectNode credentials);

    /**
     * Opens the credentials for use.
     *
     * @throws NotFoundException if there are none
     */
    ObjectNode open(String organizationId, String reference);

    /** Opens the credentials for use; empty if there are none. */
    default Optional<ObjectNode> find(String organizationId, String reference) {
        // An opening is audited, so that it is not tried where there are none.
        if (!has(organizationId, reference)) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(organizationId, reference));
        } catch (NotFoundException e) {
            // They were removed in between.
            return Optional.empty();
        }
    }

    /** Whether credentials are stored. */
    boolean has(String organizationId, String reference);

    void delete(Transaction transaction, String organizationId, String reference);
}
