package org.archipel.marketplace.internal.test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.marketplace.internal.scratch.Scratch;
import org.archipel.marketplace.internal.scratch.TrialOrder;
import org.archipel.marketplace.internal.scratch.TrialReport;

/** Reports what a test wants; counts how often it was asked. */
public final class TestScratch implements Scratch {
    public final AtomicInteger asked = new AtomicInteger();
    public final List<TrialOrder> orders = new CopyOnWriteArrayList<>();
    private volatile Optional<TrialReport> report = Optional.empty();
    private volatile RuntimeException failure;
    private volatile PowerFailure crash;
    private volatile Runnable asking = () -> {};

    public void report(TrialReport next) {
        report = Optional.of(next);
    }

    public void fail(RuntimeException next) {
        failure = next;
    }

    /** Is run at the begin of each trial. */
    public void asking(Runnable next) {
        asking = next;
    }

    public void crash(PowerFailure next) {
        crash = next;
    }

    @Override
    public Optional<TrialReport> tryOut(TrialOrder order) {
        asked.incrementAndGet();
        orders.add(order);
        asking.run();
        if (crash != null) {
            throw crash;
        }
        if (failure != null) {
            throw failure;
        }
        return report;
    }
}
