package org.archipel.security.internal.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Set;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.KeyRotation.Rotation;
import org.archipel.security.internal.store.InstallationStore;
import org.archipel.security.internal.store.WrappedKeyStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Replaces the master key. */
@Component(service = MasterKeyRotation.class)
public final class MasterKeyRotation {
    private final UnitOfWork work;
    private final MasterKeys masterKeys;
    private final KeyRing ring;
    private final AuditLog audit;

    @Activate
    public MasterKeyRotation(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference MasterKeys masterKeys,
            @Reference KeyRing ring,
            @Reference AuditLog audit) {
        this.work = work;
        this.masterKeys = masterKeys;
        this.ring = ring;
        this.audit = audit;
    }

    /**
     * See {@link org.archipel.security.KeyRotation#rotateMasterKey}. Rotations take turns, on all nodes and whichever organization
     * asks; where one comes between the two steps of another, neither drops what the other needs.
     */
    public Rotation rotate(Caller caller) {
        Rewrapped rewrapped = work.call(transaction -> rewrap(transaction, caller));
        work.run(transaction -> retireFormer(transaction, rewrapped));
        return new Rotation(rewrapped.master().id(), rewrapped.changed());
    }

    /** @param former the ids of the master keys that wrapped something before */
    private record Rewrapped(MasterKey master, Set<String> former, int changed) {}

    private Rewrapped rewrap(Transaction transaction, Caller caller) {
        InstallationStore.lock(transaction);
        Set<String> former = WrappedKeyStore.masterKeyIds(transaction);
        // The new key is on the disk before anything is wrapped by it, and the old one until nothing is wrapped by it.
        MasterKey master = masterKeys.advance();
        int changed = ring.rewrap(transaction, master);
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "key.rotate",
                        "master-key/" + master.id(),
                        JsonNodeFactory.instance.objectNode().put("rewrapped", changed)));
        return new Rewrapped(master, former, changed);
    }

    /** The keys in use until now stay until the next rotation, for a transaction that began earlier may still wrap by them. */
    private void retireFormer(Transaction transaction, Rewrapped rewrapped) {
        InstallationStore.lock(transaction);
        Set<String> needed = new HashSet<>(rewrapped.former());
        needed.addAll(WrappedKeyStore.masterKeyIds(transaction));
        masterKeys.retireBehind(rewrapped.master(), needed);
    }
}
