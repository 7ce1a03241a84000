package org.archipel.marketplace.internal.trust;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.marketplace.internal.store.PublisherKeyStore;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The keys with which publishers sign: registered, rotated by retiring the older one, revoked. Thread-safe. */
@Component(service = PublisherKeys.class)
public final class PublisherKeys {
    private static final int NAME_LIMIT = 100;

    private final UnitOfWork work;
    private final AuditLog audit;

    @Activate
    public PublisherKeys(@Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference AuditLog audit) {
        this.work = work;
        this.audit = audit;
    }

    /** @param created whether it was not known before */
    public record Registered(PublisherKey key, boolean created) {}

    /** @throws ValidationException if the text is no Ed25519 public key */
    public Registered register(Caller caller, String name, String publicKey) {
        return work.call(transaction -> register(transaction, caller, name, publicKey));
    }

    /** As {@link #register(Caller, String, String)}, in a transaction that is under way. */
    public Registered register(Transaction transaction, Caller caller, String name, String publicKey) {
        var label = Texts.required("/name", name, NAME_LIMIT);
        var parsed = Ed25519.publicKey(Texts.required("/publicKey", publicKey, 1000))
                .orElseThrow(() -> new ValidationException(
                        "/publicKey", "must be an Ed25519 public key, X.509 in base64, with or without PEM lines"));
        var key = new PublisherKey(
                caller.organizationId(),
                Ed25519.keyId(parsed),
                label,
                Ed25519.base64(parsed.getEncoded()),
                PublisherKey.Status.ACTIVE,
                caller.actor(),
                Timestamps.stored(Instant.now()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        if (PublisherKeyStore.insert(transaction, key)) {
            tell(transaction, caller, "registered", key);
            return new Registered(key, true);
        }
        return new Registered(find(transaction, caller, key.keyId()), false);
    }

    /**
     * The organization's keys, the oldest first; one more than the limit tells that there are more.
     *
     * @param after id of the last one before; empty to begin
     */
    public List<PublisherKey> list(Caller caller, Optional<String> after, int limit) {
        return work.call(transaction -> PublisherKeyStore.list(transaction, caller.organizationId(), after, limit));
    }

    /** @throws NotFoundException if the organization has no such key */
    public PublisherKey get(Caller caller, String keyId) {
        return work.call(transaction -> find(transaction, caller, keyId));
    }

    /**
     * It signs nothing new.
     *
     * @throws ConflictException if it is revoked
     */
    public PublisherKey retire(Caller caller, String keyId) {
        return end(
                caller,
                keyId,
                "retired",
                key -> ended(key, PublisherKey.Status.RETIRED, Optional.empty(), Optional.empty()));
    }

    /**
     * What it signed is not trusted any more.
     *
     * @param since what was published before stays trusted; empty for nothing
     */
    public PublisherKey revoke(Caller caller, String keyId, String reason, Optional<Instant> since) {
        var because = Texts.required("/reason", reason, Texts.REASON);
        return end(
                caller,
                keyId,
                "revoked",
                key -> ended(
                        key,
                        PublisherKey.Status.REVOKED,
                        Optional.of(since.orElse(Instant.EPOCH)),
                        Optional.of(because)));
    }

    private PublisherKey end(Caller caller, String keyId, String how, UnaryOperator<PublisherKey> change) {
        return work.call(transaction -> {
            var key = change.apply(find(transaction, caller, keyId));
            PublisherKeyStore.end(transaction, key);
            tell(transaction, caller, how, key);
            return key;
        });
    }

    private static PublisherKey ended(
            PublisherKey key, PublisherKey.Status status, Optional<Instant> since, Optional<String> reason) {
        return new PublisherKey(
                key.organizationId(),
                key.keyId(),
                key.name(),
                key.publicKey(),
                status,
                key.createdBy(),
                key.createdAt(),
                Optional.of(Timestamps.stored(Instant.now())),
                since,
                reason);
    }

    private static PublisherKey find(Transaction transaction, Caller caller, String keyId) {
        return PublisherKeyStore.find(transaction, caller.organizationId(), keyId)
                .orElseThrow(() -> new NotFoundException("the organization has no such key"));
    }

    private void tell(Transaction transaction, Caller caller, String what, PublisherKey key) {
        var data = Json.object().put("keyId", key.keyId()).put("name", key.name());
        key.reason().ifPresent(reason -> data.put("reason", reason));
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success("publisher.key." + what, "publisher-key/" + key.keyId(), data));
    }
}
