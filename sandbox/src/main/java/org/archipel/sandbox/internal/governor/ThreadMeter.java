package org.archipel.sandbox.internal.governor;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Reads what threads used since they started. A processor clock costs about half a microsecond, the count of bytes much less. */
final class ThreadMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private ThreadMeter() {}

    /** Nanoseconds on a processor; negative if the thread has ended. */
    static long cpuNanos(Thread thread) {
        return THREADS.getThreadCpuTime(thread.getId());
    }

    /** Bytes of new objects; negative if the thread has ended. */
    static long allocatedBytes(Thread thread) {
        return THREADS.getThreadAllocatedBytes(thread.getId());
    }

    /** As {@link #cpuNanos} for the present thread, which is cheaper. */
    static long ownCpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** As {@link #allocatedBytes} for the present thread. */
    static long ownAllocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
