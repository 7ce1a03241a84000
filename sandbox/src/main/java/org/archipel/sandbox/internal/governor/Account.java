package org.archipel.sandbox.internal.governor;

import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.ResourceUsage;

/** What one installation used on this node, and what it may use in a minute. Thread-safe. */
public final class Account {
    // What an event or a version of a record takes in the database beside its data.
    private static final int SMALLEST = 1 << 10;

    private final String organizationId;
    private final String installationId;
    private final String extensionId;
    private final Map<String, Usage> byVersion = new ConcurrentHashMap<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger abandonedThreads = new AtomicInteger();
    // Guards the allowances.
    private final List<Limit> limits;
    private volatile long allocatedBefore;
    private final Allowance cpu;
    private final Allowance allocation;
    private final Allowance calls;
    private final Allowance log;
    private final Limit events;
    private final Limit records;
    private final DailyQuota quota = new DailyQuota();

    private record Limit(Allowance allowance, String words) {}

    Account(InstallationInfo installation, GovernorConfig config) {
        long now = System.nanoTime();
        this.organizationId = installation.organizationId();
        this.installationId = installation.installationId();
        this.extensionId = installation.extensionId();
        this.cpu = new Allowance(config.cpuPerMinute().toNanos(), now);
        this.allocation = new Allowance(config.allocationPerMinute(), now);
        this.calls = new Allowance(config.callsPerMinute(), now);
        this.log = new Allowance(config.logPerMinute(), now);
        this.events = new Limit(
                new Allowance(config.eventsPerMinute(), now),
                words("%,d KiB of events", config.eventsPerMinute() >> 10));
        this.records = new Limit(
                new Allowance(config.recordsPerMinute(), now),
                words("%,d KiB of records", config.recordsPerMinute() >> 10));
        this.limits = List.of(
                new Limit(cpu, words("%,d ms of CPU time", config.cpuPerMinute().toMillis())),
                new Limit(allocation, words("%,d KiB of allocated memory", config.allocationPerMinute() >> 10)),
                new Limit(calls, words("%,d calls", config.callsPerMinute())));
    }

    private static String words(String format, long amount) {
        return String.format(Locale.ROOT, format, amount);
    }

    public String organizationId() {
        return organizationId;
    }

    public String installationId() {
        return installationId;
    }

    public String extensionId() {
        return extensionId;
    }

    public DailyQuota quota() {
        return quota;
    }

    /** What a version used; calls that end on the version before are its own, also when the next one serves. */
    public Usage usage(String version) {
        return byVersion.computeIfAbsent(version, absent -> new Usage());
    }

    /** What each version used that ran on this node. */
    public Map<String, ResourceUsage> usedByVersion() {
        Map<String, ResourceUsage> used = new TreeMap<>();
        byVersion.forEach((version, usage) -> used.put(version, usage.snapshot()));
        return used;
    }

    /** What all versions used. */
    public ResourceUsage used() {
        return usedByVersion().values().stream().reduce(ResourceUsage.NONE, ResourceUsage::plus);
    }

    /** One of the counts, over all versions. */
    long sum(Function<Usage, LongAdder> count) {
        long sum = 0;
        for (Usage usage : byVersion.values()) {
            sum += count.apply(usage).sum();
        }
        return sum;
    }

    /** Bytes that it allocated since the last {@link #calm}. */
    public long allocatedLately() {
        return allocated() - allocatedBefore;
    }

    /** There is room in the heap, whatever it allocated so far. */
    public void calm() {
        allocatedBefore = allocated();
    }

    private long allocated() {
        return sum(usage -> usage.allocatedBytes);
    }

    /** Threads that are in the extension now. */
    public int threads() {
        return threads.get();
    }

    /** A thread enters the extension, or, with -1, has left it. */
    public void countThread(int change) {
        threads.addAndGet(change);
    }

    /** Threads that did not leave the extension when they were told to, and have not left since. */
    public int abandonedThreads() {
        return abandonedThreads.get();
    }

    /** One more thread that does not leave the extension; or, with -1, one that left it after all. */
    public void countAbandoned(int change) {
        abandonedThreads.addAndGet(change);
    }

    /**
     * Lets a call begin.
     *
     * @param client whether it is counted; the platform's own questions are free
     * @throws PlatformException {@code RATE_LIMIT_EXCEEDED} if the installation has used up what it may use in a minute,
     *     {@code QUOTA_EXCEEDED} if it was called as often as it may be in a day
     */
    public void admit(String extensionId, boolean client) {
        long now = System.nanoTime();
        synchronized (limits) {
            for (Limit limit : limits) {
                Duration wait = limit.allowance().untilFilled(now);
                if (!wait.isZero()) {
                    throw refusal(extensionId, limit.words(), wait);
                }
            }
            if (client) {
                quota.admit(extensionId);
                calls.spend(1, now);
            }
        }
    }

    private static PlatformException refusal(String extensionId, String what, Duration wait) {
        Metrics.counter("archipel.rate.limit.refusals", "limit", "extension").increment();
        return new PlatformException(
                ErrorCode.RATE_LIMIT_EXCEEDED,
                "the extension " + extensionId + " used up the " + what + " that it may use in a minute",
                List.of(),
                Duration.ofSeconds(wait.toSeconds() + 1),
                null);
    }

    /** @param usage that of the version which used it */
    public void spend(Usage usage, long cpuNanos, long bytes, long now) {
        usage.cpuNanos.add(cpuNanos);
        usage.allocatedBytes.add(bytes);
        synchronized (limits) {
            cpu.spend(cpuNanos, now);
            allocation.spend(bytes, now);
        }
    }

    /** Whether that many characters of a version may be written to the log at the moment; they are counted if so. */
    public boolean mayLog(String version, int characters) {
        boolean allowed;
        synchronized (limits) {
            allowed = log.take(characters, System.nanoTime());
        }
        if (allowed) {
            usage(version).logCharacters.add(characters);
        }
        return allowed;
    }

    /**
     * Lets an event of that many characters be published.
     *
     * @throws PlatformException {@code RATE_LIMIT_EXCEEDED} if the installation published as much as it may in a minute
     */
    public void publish(int characters) {
        store(events, characters);
    }

    /** Counts what leaves as much behind as an event of that many characters, and has begun: it may overdraw what there is. */
    public void book(int characters) {
        long now = System.nanoTime();
        synchronized (limits) {
            events.allowance().spend(Math.max(characters, SMALLEST), now);
        }
    }

    /**
     * Lets a version of a record of that many characters be written.
     *
     * @throws PlatformException {@code RATE_LIMIT_EXCEEDED} if the installation wrote as much as it may in a minute
     */
    public void write(int characters) {
        store(records, characters);
    }

    private void store(Limit limit, int characters) {
        long now = System.nanoTime();
        synchronized (limits) {
            if (!limit.allowance().take(Math.max(characters, SMALLEST), now)) {
                throw refusal(extensionId, limit.words(), limit.allowance().untilFilled(now));
            }
        }
    }
}
