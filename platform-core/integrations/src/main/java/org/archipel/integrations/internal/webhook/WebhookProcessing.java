package org.archipel.integrations.internal.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.webhook.TurnThreads.Handled;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.sandbox.ExtensionOffers.Offer;
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
    private static final int BATCH = 200;
    private static final int MOST_BATCHES = 10;
    /** Batches that are looked at, most of which may hold nothing that may go. */
    private static final int MOST_LOOKS = 100;

    private static final Duration LEASE = Duration.ofSeconds(60);

    /** After a call past it, which may take as long as a call may, the next integration has its turn. */
    private static final long LONGEST_TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Duration KEPT = Duration.ofDays(3);
    private static final long POLL_MS = 1000;

    private final UnitOfWork work;
    private final IntegrationStore integrations;
    private final ExtensionOffers offers;
    private final FeatureFlags flags;
    private final WebhookOutcomes outcomes;
    private final ReceivedStore store = new ReceivedStore();
    private final Clock clock = Clock.systemUTC();
    private final String owner = Ids.next();
    private final Semaphore bell = new Semaphore(0);
    private final AtomicLong arrived = new AtomicLong();
    private final Yielding yielding = new Yielding(arrived::get, System::nanoTime);
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();
    private final TurnThreads threads = new TurnThreads(LONGEST_TURN_NANOS, System::nanoTime, bell::release);
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
        this.offers = offers;
        this.flags = flags;
        this.outcomes = new WebhookOutcomes(work, realTime, outbox, log, clock);
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
            Optional<Integration> integration = integrations.findReadable(integrationId);
            Handled handled =
                    integration.isPresent() && lease(integrationId) ? process(integration.get()) : Handled.NOTHING;
            stuck.remove(integrationId);
            return handled;
        } catch (RuntimeException | Error e) {
            if (stuck.add(integrationId)) {
                LOG.warn("Webhooks of integration {} cannot be processed; they wait, others go on", integrationId, e);
            }
            return Handled.NOTHING;
        }
    }

    private boolean lease(String integrationId) {
        Instant now = clock.instant();
        return work.call(transaction -> store.lease(transaction, integrationId, owner, now, now.plus(LEASE)));
    }

    private Handled process(Integration integration) {
        Turn turn = new Turn(integration);
        while (turn.goesOn() && !stopped) {
            turn.step();
        }
        return turn.result();
    }

    /** What is done for one integration before the next one has its turn. */
    private final class Turn {
        private final Integration integration;
        private final long begun = System.nanoTime();
        /** Keys of which one failed, now or before. */
        private final Set<String> held = new HashSet<>();

        private String after = "";
        private boolean more = true;
        private boolean over;
        private boolean handled;
        private int batches;
        private int looks;

        Turn(Integration integration) {
            this.integration = integration;
        }

        boolean goesOn() {
            return more && !over && batches < MOST_BATCHES && looks < MOST_LOOKS;
        }

        Handled result() {
            if (!handled) {
                return Handled.NOTHING;
            }
            return more || over ? Handled.A_PART : Handled.ALL;
        }

        /** Looks at a batch of those that wait, and reads only those that may go: however many are held, they are not in the way. */
        void step() {
            String from = after;
            List<ReceivedStore.Waiting> waiting =
                    work.call(transaction -> store.waiting(transaction, integration.id(), from, BATCH));
            looks++;
            more = waiting.size() == BATCH;
            if (waiting.isEmpty() || !lease(integration.id())) {
                more = false;
                return;
            }
            after = waiting.get(waiting.size() - 1).id();
            List<String> ready = ready(waiting);
            Sql.Slice<ReceivedWebhook> read = work.call(transaction -> store.read(transaction, ready));
            if (read.cut()) {
                after = read.rows().get(read.rows().size() - 1).id();
                more = true;
            }
            hand(read.rows());
        }

        private List<String> ready(List<ReceivedStore.Waiting> waiting) {
            Instant now = clock.instant();
            List<String> ready = new ArrayList<>();
            for (ReceivedStore.Waiting webhook : waiting) {
                if (held.contains(webhook.key()) || webhook.nextAt().isAfter(now)) {
                    held.add(webhook.key());
                } else {
                    ready.add(webhook.id());
                }
            }
            return ready;
        }

        private void hand(List<ReceivedWebhook> webhooks) {
            List<ReceivedWebhook> done = new ArrayList<>();
            try {
                for (ReceivedWebhook webhook : webhooks) {
                    if (over || stopped || held.contains(webhook.key())) {
                        continue;
                    }
                    handled = true;
                    if (handOver(integration, webhook)) {
                        done.add(webhook);
                    } else {
                        held.add(webhook.key());
                    }
                    over = System.nanoTime() - begun > LONGEST_TURN_NANOS;
                }
            } finally {
                outcomes.settle(integration, done);
            }
            batches += webhooks.isEmpty() ? 0 : 1;
        }
    }

    /** False if a processor failed with it, or did not come to an end. */
    private boolean handOver(Integration integration, ReceivedWebhook webhook) {
        List<Offer<WebhookProcessor>> processors = integration
                .connectorId()
                .map(id -> offers.named(WebhookProcessor.class, integration.organizationId(), id))
                .orElse(List.of());
        try {
            for (Offer<WebhookProcessor> processor : processors) {
                processor
                        .service()
                        .process(webhook.toldId(), webhook.headers(), WebhookOutcomes.payload(webhook.body()));
            }
            return true;
        } catch (RuntimeException | Error e) {
            if (!stopped) {
                outcomes.fail(integration, webhook, e);
            }
            return false;
        }
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
