package org.archipel.marketplace.internal.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Transaction;
import org.archipel.security.CredentialVault;

/** A vault in memory; static, as it outlives the platform of a test like the database does. */
final class MemoryVault implements CredentialVault {
    private static final Map<String, ObjectNode> CREDENTIALS = new ConcurrentHashMap<>();

    @Override
    public void put(Transaction transaction, String organizationId, String reference, ObjectNode credentials) {
        CREDENTIALS.put(organizationId + "/" + reference, credentials.deepCopy());
    }

    @Override
    public ObjectNode open(String organizationId, String reference) {
        return Optional.ofNullable(CREDENTIALS.get(organizationId + "/" + reference))
                .orElseThrow(() -> new NotFoundException("there are no credentials"))
                .deepCopy();
    }

    @Override
    public boolean has(String organizationId, String reference) {
        return CREDENTIALS.containsKey(organizationId + "/" + reference);
    }

    @Override
    public void delete(Transaction transaction, String organizationId, String reference) {
        CREDENTIALS.remove(organizationId + "/" + reference);
    }
}
