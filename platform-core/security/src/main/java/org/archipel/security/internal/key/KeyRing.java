package org.archipel.security.internal.key;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.security.internal.store.WrappedKeyStore;
import org.archipel.security.internal.store.WrappedKeyStore.WrappedKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The platform's keys: kept in the database, each wrapped by a master key, made when first needed. Unwrapped keys stay in memory
 * until the bundle stops. Thread-safe.
 */
@Component(service = KeyRing.class)
public final class KeyRing {
    /** Owner of the keys that belong to no organization. */
    public static final String INSTALLATION = "installation";

    private static final int KEY_BYTES = 32;
    private static final int MEMORY = 10_000;

    private final MasterKeys masterKeys;
    private final Clock clock = Clock.systemUTC();
    private final Map<String, PlatformKey> unwrapped = new ConcurrentHashMap<>();

    @Activate
    public KeyRing(@Reference MasterKeys masterKeys) {
        this.masterKeys = masterKeys;
    }

    @Deactivate
    void forget() {
        unwrapped.clear();
    }

    /** The key in use for a purpose, made in this transaction if there is none. */
    public PlatformKey current(Transaction transaction, KeyPurpose purpose, String ownerId) {
        return WrappedKeyStore.latest(transaction, purpose.name(), ownerId)
                .map(this::unwrap)
                .orElseGet(() -> add(transaction, purpose, ownerId, 1));
    }

    /** A key by its id, in use or former. */
    public PlatformKey byId(Transaction transaction, String id) {
        return find(transaction, id).orElseThrow(() -> new SealException("The key " + id + " is missing", null));
    }

    /** A key by its id; empty if there is none. */
    public Optional<PlatformKey> find(Transaction transaction, String id) {
        PlatformKey known = unwrapped.get(id);
        return known != null
                ? Optional.of(known)
                : WrappedKeyStore.byId(transaction, id).map(this::unwrap);
    }

    /** Puts a new key in use; the former ones still open what they sealed. */
    PlatformKey advance(Transaction transaction, KeyPurpose purpose, String ownerId) {
        int generation = WrappedKeyStore.latest(transaction, purpose.name(), ownerId)
                .map(WrappedKey::generation)
                .orElse(0);
        return add(transaction, purpose, ownerId, generation + 1);
    }

    /** Wraps everything by the master key that is in use; returns how many keys were wrapped by another. */
    int rewrap(Transaction transaction, MasterKey master) {
        List<WrappedKey> others = WrappedKeyStore.wrappedByOtherThan(transaction, master.id());
        for (WrappedKey old : others) {
            byte[] plain = Aead.open(masterKeys.byId(old.masterKeyId()).key(), old.wrapped(), context(old));
            try {
                WrappedKeyStore.rewrap(transaction, old, master.id(), Aead.seal(master.key(), plain, context(old)));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        }
        return others.size();
    }

    private PlatformKey add(Transaction transaction, KeyPurpose purpose, String ownerId, int generation) {
        MasterKey master = masterForNewKeys(transaction);
        byte[] plain = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(plain);
        try {
            String id = Ids.next();
            byte[] wrapped = Aead.seal(master.key(), plain, context(id, purpose.name(), ownerId));
            WrappedKey key = new WrappedKey(id, purpose.name(), ownerId, generation, master.id(), wrapped);
            WrappedKeyStore.insert(transaction, key, clock.instant());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        // Another transaction may have made this generation first; what is stored counts.
        return WrappedKeyStore.latest(transaction, purpose.name(), ownerId)
                .map(this::unwrap)
                .orElseThrow(() -> new SealException("A key was not stored", null));
    }

    /** A new master key is made for a new installation only: a lost one must be noticed, not replaced. */
    private MasterKey masterForNewKeys(Transaction transaction) {
        return masterKeys
                .current()
                .orElseGet(() -> WrappedKeyStore.anyMasterKeyId(transaction)
                        .map(masterKeys::byId)
                        .orElseGet(masterKeys::create));
    }

    private PlatformKey unwrap(WrappedKey wrapped) {
        PlatformKey known = unwrapped.get(wrapped.id());
        if (known != null) {
            return known;
        }
        byte[] plain = Aead.open(masterKeys.byId(wrapped.masterKeyId()).key(), wrapped.wrapped(), context(wrapped));
        try {
            String algorithm = KeyPurpose.valueOf(wrapped.purpose()).algorithm();
            PlatformKey key = new PlatformKey(wrapped.id(), new SecretKeySpec(plain, algorithm));
            if (unwrapped.size() >= MEMORY) {
                unwrapped.clear();
            }
            unwrapped.put(key.id(), key);
            return key;
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] context(WrappedKey key) {
        return context(key.id(), key.purpose(), key.ownerId());
    }

    private static byte[] context(String id, String purpose, String ownerId) {
        return Aead.context("wrapped key", id, purpose, ownerId);
    }
}
