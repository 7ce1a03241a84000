package org.archipel.marketplace.internal.test;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.marketplace.internal.scratch.Scratch;
import org.archipel.marketplace.internal.scratch.TrialOrder;
import org.archipel.marketplace.internal.scratch.TrialReport;

/** Reports what a test wants; counts how often it was asked. */
public final class TestScratch implements Scratch {
    public final AtomicInteger asked = new AtomicInteger();
    private volatile Optional<TrialReport> report = Optional.empty();
    private volatile RuntimeException failure;
    private volatile PowerFailure crash;

    public void report(TrialReport next) {
        report = Optional.of(next);
    }

    public void fail(RuntimeException next) {
        failure = next;
    }

    public void crash(PowerFailure next) {
        crash = next;
    }

    @Override
    public Optional<TrialReport> tryOut(TrialOrder order) {
        asked.incrementAndGet();
        if (crash != null) {
            throw crash;
        }
        if (failure != null) {
            throw failure;
        }
        return report;
    }
}
