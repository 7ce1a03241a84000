package org.archipel.sandbox.internal.governor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Tells when garbage collections leave hardly any room in the heap. What a call allocated says nothing of what it keeps; that the
 * heap stays full after a collection does. For one thread.
 */
final class HeapPressure {
    private static final double HIGH = 0.85;

    private final BooleanSupplier full;
    private final LongSupplier collections;
    private long told;

    /**
     * @param full whether the last collection left hardly any room
     * @param collections how many there were so far
     */
    HeapPressure(BooleanSupplier full, LongSupplier collections) {
        this.full = full;
        this.collections = collections;
        this.told = collections.getAsLong();
    }

    /** That of this process; never high where the collector does not tell. */
    static HeapPressure ofProcess() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
                .filter(pool -> pool.getUsage().getMax() > 0)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
                .map(HeapPressure::of)
                .orElseGet(() -> new HeapPressure(() -> false, () -> 0));
    }

    private static HeapPressure of(MemoryPoolMXBean old) {
        old.setCollectionUsageThreshold((long) (old.getUsage().getMax() * HIGH));
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector ->
                        Arrays.asList(collector.getMemoryPoolNames()).contains(old.getName()))
                .toList();
        return new HeapPressure(
                old::isCollectionUsageThresholdExceeded,
                () -> collectors.stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum());
    }

    /** Whether a collection since the last time this was true left hardly any room. */
    boolean rises() {
        if (!full.getAsBoolean()) {
            return false;
        }
        long now = collections.getAsLong();
        boolean news = now != told;
        told = now;
        return news;
    }
}
