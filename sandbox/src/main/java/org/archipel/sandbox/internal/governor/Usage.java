package org.archipel.sandbox.internal.governor;

import java.util.concurrent.atomic.LongAdder;

/** What an installation used on this node since it started. Thread-safe. */
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
}
