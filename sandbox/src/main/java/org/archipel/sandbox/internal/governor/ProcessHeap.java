package org.archipel.sandbox.internal.governor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.List;

/** The heap of this process, whichever collector it has. */
final class ProcessHeap implements Heap {
    private final Runtime process = Runtime.getRuntime();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    // The largest pool is that of the old generation, or the only one.
    private final MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
            .orElseThrow();
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

    private long collections() {
        long count = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            count += collector.getCollectionCount();
        }
        return count;
    }
}
