package org.archipel.gateway.internal.fakes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Transaction;
import org.archipel.security.CredentialVault;

/** Keeps secrets in memory, as they are. */
public final class MemoryVault implements CredentialVault {
    private final Map<String, ObjectNode> secrets = new HashMap<>();
    /** Ends of references whose secrets cannot be opened. */
    public final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    @Override
    public synchronized void put(
            Transaction transaction, String organizationId, String reference, ObjectNode credentials) {
        secrets.put(organizationId + reference, credentials.deepCopy());
    }

    @Override
    public synchronized ObjectNode open(String organizationId, String reference) {
        if (unreadable.stream().anyMatch(reference::endsWith)) {
            throw new IllegalStateException("another key");
        }
        return Optional.ofNullable(secrets.get(organizationId + reference))
                .orElseThrow(() -> new NotFoundException("none"))
                .deepCopy();
    }

    @Override
    public synchronized boolean has(String organizationId, String reference) {
        return secrets.containsKey(organizationId + reference);
    }

    @Override
    public synchronized void delete(Transaction transaction, String organizationId, String reference) {
        secrets.remove(organizationId + reference);
    }
}
