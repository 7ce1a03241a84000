package org.archipel.security.internal.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.List;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.KeyRotation.Rotation;
import org.archipel.security.internal.store.CredentialStore;
import org.archipel.security.internal.store.CredentialStore.SealedCredentials;
import org.archipel.security.internal.store.WrappedKeyStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces the data key of an organization and encrypts its credentials anew, some in each transaction. */
@Component(service = CredentialKeyRotation.class)
public final class CredentialKeyRotation {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialKeyRotation.class);
    private static final int BATCH = 100;

    private final UnitOfWork work;
    private final KeyRing ring;
    private final AuditLog audit;

    @Activate
    public CredentialKeyRotation(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference KeyRing ring,
            @Reference AuditLog audit) {
        this.work = work;
        this.ring = ring;
        this.audit = audit;
    }

    /** See {@link org.archipel.security.KeyRotation#rotateCredentialKey}. */
    public Rotation rotate(Caller caller) {
        String organizationId = caller.organizationId();
        PlatformKey key = work.call(transaction -> ring.advance(transaction, KeyPurpose.CREDENTIALS, organizationId));
        int changed = 0;
        int batch;
        do {
            batch = work.call(transaction -> resealSome(transaction, organizationId, key));
            changed += batch;
        } while (batch > 0);
        Rotation rotation = new Rotation(key.id(), changed);
        work.run(transaction -> record(transaction, caller, rotation));
        forgetFormerKeys(organizationId);
        return rotation;
    }

    private int resealSome(Transaction transaction, String organizationId, PlatformKey key) {
        List<SealedCredentials> others =
                CredentialStore.sealedByOtherThan(transaction, organizationId, key.id(), BATCH);
        for (SealedCredentials old : others) {
            byte[] context = Aead.context(organizationId, old.reference());
            byte[] plain = Aead.open(ring.byId(transaction, old.keyId()).key(), old.sealed(), context);
            try {
                byte[] sealed = Aead.seal(key.key(), plain, context);
                CredentialStore.reseal(transaction, organizationId, old, key.id(), sealed);
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        }
        return others.size();
    }

    /**
     * The key before this one stays until the next rotation, for a transaction that began earlier may still store with it. The
     * foreign key of the credentials keeps an older one that is in use after all.
     */
    private void forgetFormerKeys(String organizationId) {
        try {
            work.run(transaction -> WrappedKeyStore.latest(transaction, KeyPurpose.CREDENTIALS.name(), organizationId)
                    .ifPresent(latest -> WrappedKeyStore.deleteUnusedCredentialKeys(
                            transaction, latest.purpose(), latest.ownerId(), latest.generation() - 1)));
        } catch (DatabaseException e) {
            LOG.info("A former data key of {} is in use again and stays until the next rotation", organizationId, e);
        }
    }

    private void record(Transaction transaction, Caller caller, Rotation rotation) {
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "key.rotate",
                        "credential-key/" + rotation.keyId(),
                        JsonNodeFactory.instance.objectNode().put("reencrypted", rotation.changed())));
    }
}
