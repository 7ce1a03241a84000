package org.archipel.security.internal.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.KeyRotation.Rotation;
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

    /** See {@link org.archipel.security.KeyRotation#rotateMasterKey}. */
    public Rotation rotate(Caller caller) {
        // The new key is on the disk before anything is wrapped by it, and the old one until nothing is wrapped by it.
        MasterKey master = masterKeys.advance();
        int changed = work.call(transaction -> {
            int count = ring.rewrap(transaction, master);
            audit.record(
                    transaction,
                    caller,
                    AuditLog.Entry.success(
                            "key.rotate",
                            "master-key/" + master.id(),
                            JsonNodeFactory.instance.objectNode().put("rewrapped", count)));
            return count;
        });
        masterKeys.retireAllBut(master);
        return new Rotation(master.id(), changed);
    }
}
