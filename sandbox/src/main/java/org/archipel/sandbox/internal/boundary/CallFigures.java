package org.archipel.sandbox.internal.boundary;

import java.util.concurrent.atomic.LongAdder;

/** Counters of one installation. Thread-safe. */
final class CallFigures {
    final LongAdder calls = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder timeouts = new LongAdder();
    final LongAdder nanos = new LongAdder();
}
