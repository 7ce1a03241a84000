package org.archipel.marketplace.internal.scratch;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.marketplace.internal.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Makes trials one after the other: a container takes the better part of a processor. Thread-safe. */
@Component(service = Scratch.class)
public final class ScratchTrials implements Scratch {
    private static final int REMEMBERED = 8;

    private final Settings settings;
    private final ScheduledExecutorService clock;
    private final RecentFailures failures = new RecentFailures();
    private final Map<String, TrialReport> reports = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TrialReport> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Activate
    public ScratchTrials(@Reference Settings settings) {
        this.settings = settings;
        this.clock = DaemonThreads.timer("archipel-scratch-clock");
        // What is there was left by a crash; its process ended with ours.
        ScratchContainer.delete(settings.scratch());
    }

    @Deactivate
    public void stop() {
        clock.shutdownNow();
    }

    @Override
    public synchronized Optional<TrialReport> tryOut(TrialOrder order) {
        if (!settings.scratchRuns()) {
            return Optional.empty();
        }
        var known = reports.get(order.key());
        if (known == null) {
            failures.check(order.key());
            known = make(order);
            reports.put(order.key(), known);
        }
        return Optional.of(known);
    }

    private TrialReport make(TrialOrder order) {
        var home = settings.home()
                .orElseThrow(() -> new ScratchFailure("there is no installation to start a container from"));
        try {
            return make(order, home);
        } catch (ScratchFailure e) {
            failures.remember(order.key(), e);
            throw e;
        }
    }

    private TrialReport make(TrialOrder order, Path home) {
        var limit = settings.scratchLimit();
        try (var container =
                ScratchContainer.start(home, settings.scratch(), Instant.now().plus(limit))) {
            // A request that hangs ends with the container.
            var end = clock.schedule(container::close, limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return new Trial(container.client(), container.startedIn(), order).run();
            } catch (UncheckedIOException e) {
                throw new ScratchFailure("the scratch container did not answer within its time", e);
            } finally {
                end.cancel(false);
            }
        }
    }
}
