package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Transaction;
import org.archipel.security.CredentialVault;

/** Keeps credentials in memory. */
public final class MemoryVault implements CredentialVault {
    private final Map<String, ObjectNode> secrets = new ConcurrentHashMap<>();

    @Override
    public void put(Transaction transaction, String organizationId, String reference, ObjectNode credentials) {
        transaction.afterCommit(() -> secrets.put(organizationId + "/" + reference, credentials.deepCopy()));
    }

    @Override
    public ObjectNode open(String organizationId, String reference) {
        ObjectNode found = secrets.get(organizationId + "/" + reference);
        if (found == null) {
            throw new NotFoundException("no credentials");
        }
        return found.deepCopy();
    }

    @Override
    public boolean has(String organizationId, String reference) {
        return secrets.containsKey(organizationId + "/" + reference);
    }

    @Override
    public void delete(Transaction transaction, String organizationId, String reference) {
        transaction.afterCommit(() -> secrets.remove(organizationId + "/" + reference));
    }
}
