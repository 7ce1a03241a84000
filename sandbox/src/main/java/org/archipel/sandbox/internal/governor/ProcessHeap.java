package org.archipel.sandbox.internal.governor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.List;

/** The heap of this process, whichever collector it has. */
final class ProcessHeap implements Heap {
    // The serial collector, G1 and the parallel one.
    private static final List<String> FULL = List.of("MarkSweepCompact", "Old Generation", "PS MarkSweep");

    private final Runtime process = Runtime.getRuntime();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    // The largest pool is that of the old generation, or the only one.
    private final MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
            .orElseThrow();
    // Null where no collector does that while all threads wait.
    private final GarbageCollectorMXBean full = full(old);
    private final long mostLasting =
            old.getUsage().getMax() > 0 ? old.getUsage().getMax() : process.maxMemory();

    @Override
    public long most() {
        return process.maxMemory();
    }

    @Override
    public long mostLasting() {
        return mostLasting;
    }

    @Override
    public long lasting() {
        return old.getUsage().getUsed();
    }

    @Override
    public long used() {
        return process.totalMemory() - process.freeMemory();
    }

    @Override
    public boolean collect() {
        long before = collections();
        System.gc();
        return collections() != before;
    }

    @Override
    public long fullCollections() {
        return full == null ? 0 : full.getCollectionCount();
    }

    // Collectors of young objects may collect the old ones as well, but not all of them at once.
    private static GarbageCollectorMXBean full(MemoryPoolMXBean old) {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> List.of(collector.getMemoryPoolNames()).contains(old.getName()))
                .filter(collector -> FULL.stream().anyMatch(collector.getName()::contains))
                .findFirst()
                .orElse(null);
    }

    private long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            count += collector.getCollectionCount();
        }
        return count;
    }
}
