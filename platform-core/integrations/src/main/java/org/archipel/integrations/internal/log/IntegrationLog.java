package org.archipel.integrations.internal.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes and reads the logs of integrations. Lines are written in the background, a batch at a time; who logs never waits, and
 * when more comes than the database takes, lines are dropped and their number is logged.
 */
@Component(service = IntegrationLog.class)
public class IntegrationLog {
    private static final Logger LOG = LoggerFactory.getLogger(IntegrationLog.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 500;
    private static final long FLUSH_MS = 500;

    private final UnitOfWork work;
    private final Duration kept;
    private final Clock clock = Clock.systemUTC();
    private final LogStore store = new LogStore();
    private final BlockingQueue<LogStore.Line> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LogAllowance allowance = new LogAllowance();
    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledExecutorService writer = DaemonThreads.timer("archipel-integration-log");

    @Activate
    public IntegrationLog(
            @Reference(target = "(unit=integrations)") UnitOfWork work, @Reference IntegrationsConfig config) {
        this.work = work;
        this.kept = Duration.ofDays(config.logDays());
        writer.scheduleWithFixedDelay(this::flush, FLUSH_MS, FLUSH_MS, TimeUnit.MILLISECONDS);
        writer.scheduleWithFixedDelay(this::purge, 5, 60, TimeUnit.MINUTES);
    }

    @Deactivate
    public void stop() {
        writer.shutdown();
        flush();
    }

    public void debug(Integration integration, String message) {
        write(integration, Level.DEBUG, message, Optional.empty());
    }

    public void info(Integration integration, String message) {
        write(integration, Level.INFO, message, Optional.empty());
    }

    public void warn(Integration integration, String message) {
        write(integration, Level.WARN, message, Optional.empty());
    }

    public void error(Integration integration, String message) {
        write(integration, Level.ERROR, message, Optional.empty());
    }

    /** Writes a line if the integration keeps its level. The texts hold no secrets: whoever knows them masks them first. */
    public void write(Integration integration, Level level, String message, Optional<String> detail) {
        if (!integration.config().loggingLevel().keeps(level)) {
            return;
        }
        // What waits in the queue is as short as what is kept.
        String kept = KeptText.of(message, LogStore.MAX_MESSAGE);
        Optional<String> keptDetail = detail.map(text -> KeptText.of(text, LogStore.MAX_DETAIL));
        int characters = kept.length() + keptDetail.map(String::length).orElse(0);
        switch (allowance.take(integration.id(), characters, clock.instant())) {
            case WRITTEN -> add(integration, level, kept, keptDetail);
            case FIRST_LEFT_OUT ->
                add(
                        integration,
                        Level.WARN,
                        "Lines were left out here: more than may be written in a minute",
                        Optional.empty());
            case LEFT_OUT -> {
                // It was told of where it would stand.
            }
        }
    }

    private void add(Integration integration, Level level, String message, Optional<String> detail) {
        var entry = new LogEntry(Ids.next(), integration.id(), level, message, detail, clock.instant());
        if (!queue.offer(new LogStore.Line(integration.organizationId(), entry))) {
            dropped.incrementAndGet();
        }
    }

    /** Lines of an integration, the newest first. */
    public List<LogEntry> list(
            String organizationId, String integrationId, Optional<Level> level, String before, int limit) {
        flush();
        return work.call(transaction -> store.list(transaction, organizationId, integrationId, level, before, limit));
    }

    private synchronized void flush() {
        List<LogStore.Line> batch = new ArrayList<>(BATCH);
        while (queue.drainTo(batch, BATCH) > 0) {
            write(batch);
            batch.clear();
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} lines of integrations' logs were dropped", lost);
        }
    }

    private void write(List<LogStore.Line> batch) {
        try {
            work.run(transaction -> store.insert(transaction, batch));
        } catch (RuntimeException | OutOfMemoryError e) {
            // Nothing may end the writing that goes on for all integrations.
            dropped.addAndGet(batch.size());
            LOG.debug("Lines of integrations' logs could not be written", e);
        }
    }

    private void purge() {
        Instant oldest = clock.instant().minus(kept);
        try {
            work.run(transaction -> store.deleteBefore(transaction, oldest));
        } catch (RuntimeException e) {
            LOG.warn("Old lines of integrations' logs could not be removed", e);
        }
    }
}
