package org.archipel.security.internal.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.AuditLog.Outcome;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.archipel.security.internal.key.Aead;
import org.archipel.security.internal.key.KeyPurpose;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.key.PlatformKey;
import org.archipel.security.internal.key.SealException;
import org.archipel.security.internal.store.CredentialStore;
import org.archipel.security.internal.store.CredentialStore.SealedCredentials;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Seals credentials under the organization's data key, bound to the organization and the reference: a row that is copied to another
 * place does not open there. Every store, opening and removal is audited, without content.
 */
@Component
public final class Vault implements CredentialVault {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnitOfWork work;
    private final KeyRing ring;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public Vault(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference KeyRing ring,
            @Reference AuditLog audit) {
        this.work = work;
        this.ring = ring;
        this.audit = audit;
    }

    @Override
    public void put(Transaction transaction, String organizationId, String reference, ObjectNode credentials) {
        PlatformKey key = ring.current(transaction, KeyPurpose.CREDENTIALS, organizationId);
        byte[] plain = encode(credentials);
        try {
            byte[] sealed = Aead.seal(key.key(), plain, Aead.context(organizationId, reference));
            CredentialStore.put(
                    transaction, organizationId, new SealedCredentials(reference, key.id(), sealed), clock.instant());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        record(transaction, organizationId, "credential.store", reference);
    }

    @Override
    public ObjectNode open(String organizationId, String reference) {
        return work.call(transaction -> {
            SealedCredentials stored = CredentialStore.find(transaction, organizationId, reference)
                    .orElseThrow(() -> new NotFoundException("There are no credentials"));
            PlatformKey key = ring.byId(transaction, stored.keyId());
            byte[] plain = Aead.open(key.key(), stored.sealed(), Aead.context(organizationId, reference));
            try {
                record(transaction, organizationId, "credential.open", reference);
                return decode(plain);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        });
    }

    @Override
    public boolean has(String organizationId, String reference) {
        return work.call(transaction -> CredentialStore.exists(transaction, organizationId, reference));
    }

    @Override
    public void delete(Transaction transaction, String organizationId, String reference) {
        if (CredentialStore.delete(transaction, organizationId, reference)) {
            record(transaction, organizationId, "credential.delete", reference);
        }
    }

    private void record(Transaction transaction, String organizationId, String action, String reference) {
        audit.record(
                transaction,
                Caller.system("vault", organizationId),
                new AuditLog.Entry(
                        action, "credential/" + reference, Optional.empty(), Optional.empty(), Outcome.SUCCESS));
    }

    private static byte[] encode(ObjectNode credentials) {
        try {
            return JSON.writeValueAsBytes(credentials);
        } catch (JsonProcessingException e) {
            // The cause quotes the content.
            throw new SealException("The credentials cannot be written as JSON", null);
        }
    }

    private static ObjectNode decode(byte[] plain) {
        try {
            return (ObjectNode) JSON.readTree(plain);
        } catch (IOException e) {
            // The cause quotes the content.
            throw new SealException("The credentials are not JSON", null);
        }
    }
}
