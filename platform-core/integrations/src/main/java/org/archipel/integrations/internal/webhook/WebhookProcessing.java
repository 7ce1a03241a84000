package org.archipel.integrations.internal.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.webhook.TurnThreads.Handled;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.security.Feature;
import org.archipel.security.FeatureFlags;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes stored webhooks: hands them to the processors of extensions, tells of them as events, and starts a sync where the
 * integration reacts at once. One node works on an integration at a time, in order of arrival; one that fails holds back only those
 * of its key, and ends as a dead letter from which it can be replayed.
 */
@Component(service = WebhookProcessing.class, immediate = true)
public class WebhookProcessing {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookProcessing.class);
    private static final Duration KEPT = Duration.ofDays(3);
    private static final long POLL_MS = 1000;

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final FeatureFlags flags;
    private final WebhookOutcomes outcomes;
    private final WebhookHandover handover;
    private final WebhookLease lease;
    private final ReceivedStore store = new ReceivedStore();
    private final Clock clock = Clock.systemUTC();
    private final Semaphore bell = new Semaphore(0);
    private final AtomicLong arrived = new AtomicLong();
    private final Yielding yielding = new Yielding(arrived::get, System::nanoTime);
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();
    private final TurnThreads threads = new TurnThreads(WebhookTurn.LONGEST_NANOS, System::nanoTime, bell::release);
    private final Thread worker = new Thread(this::run, "archipel-webhook-processing");
    private volatile boolean stopped;
    private Instant purgedAt = Instant.EPOCH;
    /** How many had come when the last round began. */
    private long seen;

    @Activate
    public WebhookProcessing(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ExtensionOffers offers,
            @Reference RealTimeSync realTime,
            @Reference Outbox outbox,
            @Reference IntegrationLog log,
            @Reference FeatureFlags flags) {
        this.work = work;
        this.integrations = integrations;
        this.flags = flags;
        this.outcomes = new WebhookOutcomes(work, realTime, outbox, log, clock);
        this.handover = new WebhookHandover(offers, outcomes, () -> stopped);
        this.lease = new WebhookLease(work, clock);
        worker.setDaemon(true);
        worker.start();
    }

    @Deactivate
    public void stop() {
        stopped = true;
        worker.interrupt();
        threads.close();
    }

    /** Something came in. */
    void wake() {
        arrived.incrementAndGet();
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                if (bell.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
                if (flags.isEnabled(Feature.ENABLE_WEBHOOK_PROCESSING)) {
                    yielding.giveWay();
                    round();
                }
                purge();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Also where memory was short for a moment: no other thread of this node processes them.
                LOG.warn("Received webhooks could not be processed; they stay for the next round", e);
            }
        }
    }

    /** One round over all integrations that have something to be processed: each that has no turn now gets one. */
    private void round() throws InterruptedException {
        long now = arrived.get();
        boolean fresh = now != seen;
        seen = now;
        String after = "";
        while (!stopped) {
            String from = after;
            Optional<String> next = work.call(transaction -> store.nextIntegration(transaction, from));
            if (next.isEmpty()) {
                return;
            }
            String integrationId = next.get();
            after = integrationId;
            threads.begin(integrationId, fresh, () -> processSafely(integrationId));
        }
    }

    /** What fails for one integration, which is told once until it goes on, does not hold back the others. */
    private Handled processSafely(String integrationId) {
        try {
            Handled handled =
                    integrations.findReadable(integrationId).map(this::process).orElse(Handled.NOTHING);
            stuck.remove(integrationId);
            return handled;
        } catch (RuntimeException | Error e) {
            if (stuck.add(integrationId)) {
                LOG.warn("Webhooks of integration {} cannot be processed; they wait, others go on", integrationId, e);
            }
            return Handled.NOTHING;
        }
    }

    private Handled process(Integration integration) {
        return new WebhookTurn(integration, work, lease, handover, outcomes, () -> stopped, clock).take();
    }

    /** A webhook came again; see {@link WebhookOutcomes#repeated}. */
    void repeated(Integration integration, List<ChangedRecord> records) {
        outcomes.repeated(integration, records);
    }

    private void purge() {
        Instant now = clock.instant();
        if (now.isAfter(purgedAt.plus(Duration.ofMinutes(10)))) {
            purgedAt = now;
            work.run(transaction -> store.purge(transaction, now.minus(KEPT)));
        }
    }
}
