package org.archipel.security.internal.apikey;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.Background;
import org.archipel.security.internal.apikey.MonthlyUse.Unwritten;
import org.archipel.security.internal.store.ApiKeyRow;
import org.archipel.security.internal.store.ApiKeyStore;
import org.archipel.security.internal.store.KeyUsageStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds keys to their monthly quotas, and remembers when and how often they were used. It is written now and then: a request pays
 * for no database write. So what other nodes counted is known some seconds later, and a killed process forgets its last seconds.
 * Thread-safe.
 */
@Component(service = KeyUsage.class)
public final class KeyUsage {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUsage.class);
    private static final Duration FLUSH = Duration.ofSeconds(15);

    private final UnitOfWork work;
    private final BootstrapKeyFile bootstrapFile;
    private final Map<String, MonthlyUse> uses = new ConcurrentHashMap<>();
    private final Queue<MonthlyUse> ended = new ConcurrentLinkedQueue<>();
    private final ScheduledFuture<?> flushes;

    @Activate
    public KeyUsage(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference BootstrapKeyFile bootstrapFile,
            @Reference Background background) {
        this.work = work;
        this.bootstrapFile = bootstrapFile;
        this.flushes = background.every(FLUSH, "writing the last use of API keys", this::flush);
    }

    @Deactivate
    public void stop() {
        flushes.cancel(false);
        flush();
    }

    /**
     * Counts a request of a key.
     *
     * @return how many the month has left; empty when the key has no quota
     * @throws PlatformException with {@code QUOTA_EXCEEDED} if its quota of the month is used up
     */
    OptionalLong take(ApiKeyRow key, Instant at) {
        MonthlyUse use = uses.get(key.id());
        if (use == null || !use.covers(at)) {
            YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
            use = uses.compute(key.id(), (id, before) -> ofMonth(key, month, before));
        }
        long left = use.take(key.quotaLimit(), at);
        if (left < 0) {
            RateState.tell(List.of(state(key, 0, at)));
            throw exceeded(use.month(), at);
        }
        bootstrapFile.used(key.keyPrefix());
        return key.quotaLimit().isPresent() ? OptionalLong.of(left) : OptionalLong.empty();
    }

    /** Whether {@link #take} asks no database. */
    boolean knows(ApiKeyRow key, Instant at) {
        MonthlyUse use = uses.get(key.id());
        return use != null && use.covers(at) || key.quotaLimit().isEmpty();
    }

    private MonthlyUse ofMonth(ApiKeyRow key, YearMonth month, MonthlyUse before) {
        if (before != null && before.month().equals(month)) {
            return before;
        }
        if (before != null) {
            ended.add(before);
        }
        // Where nothing is compared with it, it may wait for the first write.
        long stored = key.quotaLimit().isEmpty() ? 0 : requests(key, month);
        return new MonthlyUse(key.organizationId(), key.id(), month, stored);
    }

    private long requests(ApiKeyRow key, YearMonth month) {
        return work.call(transaction -> KeyUsageStore.requests(transaction, key.organizationId(), key.id(), month));
    }

    /** What the key's quota leaves. */
    static RateState state(ApiKeyRow key, long left, Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        return new RateState(
                "month",
                key.quotaLimit().orElse(0),
                Duration.ofDays(month.lengthOfMonth()),
                left,
                untilNext(month, now));
    }

    /** Until the quota of a month is given again. */
    private static Duration untilNext(YearMonth month, Instant now) {
        Instant next = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Duration.between(now, next);
    }

    /** A key in the place of another goes on with what that one used, as far as it is written. */
    static void handOver(Transaction transaction, ApiKeyRow former, ApiKeyRow key, Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        long used = KeyUsageStore.requests(transaction, former.organizationId(), former.id(), month);
        KeyUsageStore.add(transaction, key.organizationId(), key.id(), month, used);
    }

    /** Requests of the present month, as far as they are written. */
    static long requests(Transaction transaction, ApiKeyRow key, Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        return KeyUsageStore.requests(transaction, key.organizationId(), key.id(), month);
    }

    private static PlatformException exceeded(YearMonth month, Instant now) {
        return new PlatformException(
                ErrorCode.QUOTA_EXCEEDED,
                "The API key has used up its quota of the month " + month + ".",
                List.of(),
                untilNext(month, now),
                null);
    }

    /** Writes what was noted since the last time; what cannot be written waits for the next time. */
    public void flush() {
        for (MonthlyUse use = ended.poll(); use != null; use = ended.poll()) {
            write(use);
        }
        uses.values().forEach(this::write);
    }

    private void write(MonthlyUse use) {
        Unwritten taken = use.takeUnwritten();
        if (taken.requests() == 0) {
            return;
        }
        try {
            use.written(work.call(transaction -> {
                ApiKeyStore.used(transaction, use.organizationId(), use.keyId(), taken.at());
                return KeyUsageStore.add(transaction, use.organizationId(), use.keyId(), use.month(), taken.requests());
            }));
        } catch (RuntimeException e) {
            use.notWritten(taken);
            LOG.warn("The last use of the API key {} could not be written", use.keyId(), e);
        }
    }
}
