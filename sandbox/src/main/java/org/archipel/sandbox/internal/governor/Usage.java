package org.archipel.sandbox.internal.governor;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.archipel.sandbox.ResourceUsage;

/** What one version of an installation used on this node since it started. Thread-safe. */
public final class Usage {
    public final LongAdder calls = new LongAdder();
    public final LongAdder errors = new LongAdder();
    public final LongAdder timeouts = new LongAdder();
    public final LongAdder stops = new LongAdder();
    public final LongAdder wallNanos = new LongAdder();
    public final LongAdder cpuNanos = new LongAdder();
    public final LongAdder allocatedBytes = new LongAdder();
    public final LongAdder logCharacters = new LongAdder();

    Usage() {}

    /** All counts as they are now. */
    public ResourceUsage snapshot() {
        return new ResourceUsage(
                calls.sum(),
                errors.sum(),
                timeouts.sum(),
                stops.sum(),
                Duration.ofNanos(wallNanos.sum()),
                Duration.ofNanos(cpuNanos.sum()),
                allocatedBytes.sum(),
                logCharacters.sum());
    }
}
