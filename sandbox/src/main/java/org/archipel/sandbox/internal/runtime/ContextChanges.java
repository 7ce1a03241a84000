package org.archipel.sandbox.internal.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.sandbox.internal.boundary.GuardedCalls;
import org.archipel.sandbox.internal.context.ContextRegistration;
import org.archipel.sandbox.internal.contribution.ContributionService;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings and takes contexts of islands. Components are activated as their context comes, and deactivated as it goes, by whoever does
 * that: where a bundle has components at work, it is a thread of the island, for a limited time. Thread-safe.
 */
final class ContextChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ContextChanges.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT_AT_STOP = Duration.ofSeconds(2);
    private static final int AT_WORK = Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final ContextRegistration contexts;
    private final ContributionService contributions;
    private final GuardedCalls calls;

    ContextChanges(ContextRegistration contexts, ContributionService contributions, GuardedCalls calls) {
        this.contexts = contexts;
        this.contributions = contributions;
        this.calls = calls;
    }

    /** @throws PlatformException if components that wait for the context do not become active in time */
    void offer(String location) {
        if (atWork(location)) {
            calls.run(location, LIMIT, () -> contexts.offer(location));
        } else {
            contexts.offer(location);
        }
    }

    /**
     * Takes all away as the sandbox stops, those of all bundles at work at the same time. Nothing is left that would be taken away by
     * the framework, on its own thread: what hangs goes on hanging in its island's.
     */
    void withdrawAll() {
        List<Callable<Void>> atWork = new ArrayList<>();
        for (String location : contexts.locations()) {
            if (atWork(location)) {
                atWork.add(() -> withdraw(location));
            } else {
                contexts.withdraw(location);
            }
        }
        if (atWork.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("archipel-context-withdrawal"));
        try {
            threads.invokeAll(atWork, LIMIT_AT_STOP.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    private Void withdraw(String location) {
        try {
            calls.run(location, LIMIT_AT_STOP, () -> contexts.withdraw(location));
        } catch (PlatformException e) {
            LOG.warn("{} does not let go of its context: {}", location, e.getMessage());
        }
        return null;
    }

    private boolean atWork(String location) {
        return contributions
                .bundle(location)
                .filter(bundle -> (bundle.getState() & AT_WORK) != 0)
                .isPresent();
    }
}
