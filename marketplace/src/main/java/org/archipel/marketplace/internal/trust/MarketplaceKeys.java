package org.archipel.marketplace.internal.trust;

import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.MarketplaceKey;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.marketplace.internal.store.MarketplaceKeyStore;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.archipel.security.Organizations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The keys with which the marketplace countersigns: the private halves lie in the vault, one key signs at a time, the earlier ones
 * go on to verify. Thread-safe.
 */
@Component(service = MarketplaceKeys.class)
public final class MarketplaceKeys {
    private static final String PRIVATE_KEY = "privateKey";

    private final UnitOfWork work;
    private final CredentialVault vault;
    private final Organizations organizations;
    private final AuditLog audit;

    @Activate
    public MarketplaceKeys(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference CredentialVault vault,
            @Reference Organizations organizations,
            @Reference AuditLog audit) {
        this.work = work;
        this.vault = vault;
        this.organizations = organizations;
        this.audit = audit;
    }

    /** A key that signs. */
    record Signer(MarketplaceKey key, KeyPair pair) {}

    /** The key that signs at present; the first call of the installation makes it. */
    Signer signer() {
        var key = work.call(MarketplaceKeyStore::active).orElseGet(this::first);
        var publicKey = Ed25519.publicKey(key.publicKey()).orElseThrow();
        var secret = vault.open(home(), reference(key.keyId())).get(PRIVATE_KEY).asText();
        return new Signer(key, new KeyPair(publicKey, Ed25519.privateKey(secret)));
    }

    /** A document that the marketplace vouches for. */
    public Envelope seal(String type, byte[] document) {
        return Envelope.seal(type, document, signer());
    }

    /** The key of that id, if the marketplace signed with it and it was not revoked. */
    public Optional<MarketplaceKey> trusted(String keyId) {
        return work.call(transaction -> MarketplaceKeyStore.find(transaction, keyId))
                .filter(key -> key.status() != PublisherKey.Status.REVOKED);
    }

    /**
     * The keys, the newest first; one more than the limit tells that there are more.
     *
     * @param after id of the last one before; empty to begin
     */
    public List<MarketplaceKey> list(Optional<String> after, int limit) {
        return work.call(transaction -> MarketplaceKeyStore.list(transaction, after, limit));
    }

    /** Another key signs from now on. */
    public MarketplaceKey rotate(Caller caller) {
        var home = home();
        return work.call(transaction -> {
            lock(transaction);
            MarketplaceKeyStore.active(transaction)
                    .ifPresent(old -> end(transaction, old, PublisherKey.Status.RETIRED, Optional.empty()));
            return make(transaction, home, caller);
        });
    }

    /**
     * Nothing that the key signed is installed any more.
     *
     * @throws ConflictException if it signs at present; it is to be rotated before
     */
    public MarketplaceKey revoke(Caller caller, String keyId, String reason) {
        var because = Texts.required("/reason", reason, Texts.REASON);
        return work.call(transaction -> {
            lock(transaction);
            var key = MarketplaceKeyStore.find(transaction, keyId)
                    .orElseThrow(() -> new NotFoundException("the marketplace has no such key"));
            if (key.status() == PublisherKey.Status.ACTIVE) {
                throw new ConflictException("the key signs at present; rotate it first");
            }
            var ended = end(transaction, key, PublisherKey.Status.REVOKED, Optional.of(because));
            tell(transaction, caller, "revoked", ended);
            return ended;
        });
    }

    private MarketplaceKey first() {
        var home = home();
        return work.call(transaction -> {
            lock(transaction);
            return MarketplaceKeyStore.active(transaction)
                    .orElseGet(() -> make(transaction, home, Caller.system("marketplace", home)));
        });
    }

    private MarketplaceKey make(Transaction transaction, String home, Caller caller) {
        var pair = Ed25519.newPair();
        var key = new MarketplaceKey(
                Ed25519.keyId(pair.getPublic()),
                Ed25519.base64(pair.getPublic().getEncoded()),
                PublisherKey.Status.ACTIVE,
                Timestamps.stored(Instant.now()),
                Optional.empty(),
                Optional.empty());
        MarketplaceKeyStore.insert(transaction, key);
        var secret =
                Json.object().put(PRIVATE_KEY, Ed25519.base64(pair.getPrivate().getEncoded()));
        vault.put(transaction, home, reference(key.keyId()), secret);
        tell(transaction, caller, "made", key);
        return key;
    }

    private static MarketplaceKey end(
            Transaction transaction, MarketplaceKey key, PublisherKey.Status status, Optional<String> reason) {
        var ended = new MarketplaceKey(
                key.keyId(),
                key.publicKey(),
                status,
                key.createdAt(),
                Optional.of(Timestamps.stored(Instant.now())),
                reason);
        MarketplaceKeyStore.end(transaction, ended);
        return ended;
    }

    private void tell(Transaction transaction, Caller caller, String what, MarketplaceKey key) {
        var data = Json.object().put("keyId", key.keyId());
        key.reason().ifPresent(reason -> data.put("reason", reason));
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success("marketplace.key." + what, "marketplace-key/" + key.keyId(), data));
    }

    private static void lock(Transaction transaction) {
        Sql.on(transaction).update("UPDATE marketplace_locks SET holders = holders + 1 WHERE name = 'keys'");
    }

    /** The organization in whose part of the vault the keys lie; not to be asked within a transaction. */
    private String home() {
        return organizations.standard().id();
    }

    private static String reference(String keyId) {
        return "marketplace/key/" + keyId;
    }
}
