package org.archipel.rest.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.rest.internal.health.Startup;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the start and opens the gate when the platform is complete; says in the log what a slow start waits for. */
@Component(
        service = {},
        immediate = true)
public final class GateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(GateKeeper.class);
    private static final long INTERVAL_MILLIS = 50;
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final PlatformGate gate;
    private final Startup startup;
    private final GateProbe probe;
    private final Instant begun = Instant.now();
    private final ScheduledExecutorService timer = DaemonThreads.timer("archipel-gate");
    private Instant lastReport = begun;
    private boolean completeBefore;

    @Activate
    public GateKeeper(@Reference PlatformGate gate, @Reference Startup startup, @Reference GateProbe probe) {
        this.probe = probe;
        this.gate = gate;
        this.startup = startup;
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    public void stop() {
        timer.shutdownNow();
    }

    private void look() {
        List<String> missing;
        try {
            missing = startup.waitingFor();
        } catch (RuntimeException e) {
            // Services come and go during the start; the next look sees them settled.
            LOG.debug("The start cannot be judged yet", e);
            missing = List.of("the start");
        }
        boolean complete = missing.isEmpty();
        // Twice in a row: between two of the platform's services there may be a moment in which nothing seems to be
        // missing.
        if (complete && completeBefore && probe.answers()) {
            gate.open();
            LOG.info("Ready; requests are served");
            timer.shutdown();
        } else if (!complete) {
            reportSlowStart(missing);
        }
        completeBefore = complete;
    }

    private void reportSlowStart(List<String> missing) {
        Instant now = Instant.now();
        if (Duration.between(lastReport, now).compareTo(SLOW) >= 0) {
            lastReport = now;
            LOG.warn("The start still waits for {}: {}", missing, startup.unsatisfiedComponents());
        }
    }
}
