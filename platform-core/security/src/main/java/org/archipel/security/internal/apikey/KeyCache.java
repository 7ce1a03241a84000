package org.archipel.security.internal.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.rest.ApiPermission;
import org.archipel.security.internal.Background;
import org.archipel.security.internal.SecurityConfig;
import org.archipel.security.internal.access.Grants;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.key.PlatformKey;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.archipel.security.internal.store.UserRow;
import org.archipel.security.internal.store.UserStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The keys lately used, with what they permit. A change on this node is noticed at once, one on another node when the entry
 * expires, some seconds later. Thread-safe.
 */
@Component(service = KeyCache.class)
public final class KeyCache {
    private static final int SIZE = 10_000;

    private final UnitOfWork work;
    private final KeyRing ring;
    private final Background background;
    private final Ticker ticker;
    private final long refreshNanos;
    private final Cache<String, Entry> entries;
    private final Map<Look, CompletableFuture<Optional<KnownKey>>> loading = new ConcurrentHashMap<>();
    /** Grows with each change, so that what was read before the change is not used after it. */
    private final AtomicLong epoch = new AtomicLong();

    @Activate
    public KeyCache(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference KeyRing ring,
            @Reference SecurityConfig config,
            @Reference Background background) {
        this(work, ring, config, background, Ticker.systemTicker());
    }

    /** @param ticker by which entries grow old */
    public KeyCache(UnitOfWork work, KeyRing ring, SecurityConfig config, Background background, Ticker ticker) {
        this.work = work;
        this.background = background;
        this.ticker = ticker;
        this.refreshNanos = config.keyCacheTime().toNanos() / 2;
        this.ring = ring;
        this.entries = Caffeine.newBuilder()
                .maximumSize(SIZE)
                .expireAfterWrite(config.keyCacheTime())
                .ticker(ticker)
                .build();
    }

    /**
     * A key as far as a request needs it.
     *
     * @param expiresAt the end of time when it does not expire
     * @param permissions the user's, narrowed by the key's scopes
     * @param blocked why it is not accepted at any time; empty when it is
     */
    record KnownKey(
            ApiKeyRow row,
            PlatformKey pepper,
            byte[] hash,
            Set<ApiPermission> permissions,
            Instant expiresAt,
            Optional<String> blocked) {
        /** Compares in constant time. */
        boolean isOpenedBy(ApiKeyText text) {
            return MessageDigest.isEqual(hash, text.hash(pepper));
        }
    }

    /** The key, if it is in memory. One that is used is read again before it expires, and nobody waits for that. */
    Optional<KnownKey> peek(String prefix) {
        Entry entry = entries.getIfPresent(prefix);
        if (entry == null || entry.epoch != epoch.get()) {
            return Optional.empty();
        }
        if (ticker.read() - entry.readAt > refreshNanos && entry.refreshing.compareAndSet(false, true)) {
            background.soon(Duration.ZERO, "reading an API key again", () -> load(prefix));
        }
        return Optional.of(entry.key);
    }

    /**
     * The key from the database; empty if there is none. Many who ask for one at once share a look, but who asks after a change
     * not one that began before it.
     */
    Optional<KnownKey> load(String prefix) {
        Look look = new Look(prefix, epoch.get());
        CompletableFuture<Optional<KnownKey>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<KnownKey>> other = loading.putIfAbsent(look, mine);
        if (other != null) {
            try {
                return other.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        try {
            Optional<KnownKey> read = read(look);
            // Who comes now finds the entry, or looks by itself.
            loading.remove(look, mine);
            mine.complete(read);
            return read;
        } catch (RuntimeException | Error e) {
            loading.remove(look, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private Optional<KnownKey> read(Look look) {
        long readAt = ticker.read();
        Optional<KnownKey> found = work.call(
                transaction -> ApiKeyStore.byPrefix(transaction, look.prefix()).map(row -> known(transaction, row)));
        if (found.isPresent()) {
            entries.put(look.prefix(), new Entry(found.get(), look.epoch(), readAt, new AtomicBoolean()));
        } else {
            entries.invalidate(look.prefix());
        }
        return found;
    }

    /** To be called when a key, user, role or organization changes: forgets everything after the commit. */
    public void changed(Transaction transaction) {
        transaction.afterCommit(epoch::incrementAndGet);
    }

    private KnownKey known(Transaction transaction, ApiKeyRow row) {
        Optional<UserRow> user = UserStore.byId(transaction, row.organizationId(), row.userId());
        Set<ApiPermission> permissions = user.map(found -> Grants.of(transaction, found))
                .map(granted -> Grants.narrowed(granted, row.scopes()))
                .orElse(Set.of());
        return new KnownKey(
                row,
                ring.byId(transaction, row.pepperId()),
                HexFormat.of().parseHex(row.keyHash()),
                Set.copyOf(permissions),
                row.expiresAt().orElse(Instant.MAX),
                blocked(row, user));
    }

    private static Optional<String> blocked(ApiKeyRow row, Optional<UserRow> user) {
        if (row.isRevoked()) {
            return Optional.of("The API key is revoked.");
        }
        boolean active = user.filter(found -> UserStatus.ACTIVE.name().equals(found.status()))
                .isPresent();
        return active ? Optional.empty() : Optional.of("The user of the API key is disabled.");
    }

    /** @param epoch the one in which it began */
    private record Look(String prefix, long epoch) {}

    /** @param readAt the time before it was read, by the ticker */
    private record Entry(KnownKey key, long epoch, long readAt, AtomicBoolean refreshing) {}
}
