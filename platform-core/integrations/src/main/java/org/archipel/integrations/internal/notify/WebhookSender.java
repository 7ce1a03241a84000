package org.archipel.integrations.internal.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.store.Json;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.Egress;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends queued deliveries on a few threads, at most two at a time to one endpoint. Each is leased in the database while it is sent,
 * so that nodes share the work and a crash leads to another try under the same {@code webhook-id}. Requests leave through the
 * platform's way out, which refuses private addresses, also behind names and redirects.
 */
@Component(service = WebhookSender.class, immediate = true)
public class WebhookSender {
    /** After so long without one success an endpoint is switched off. */
    static final Duration PATIENCE = Duration.ofDays(5);

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    /** They wait for endpoints, mostly. */
    private static final int THREADS = 32;

    private static final int AT_ONCE = 2;
    private static final int BATCH = 100;
    private static final int GONE = 410;
    private static final Duration LEASE = Duration.ofSeconds(90);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final long POLL_MS = 1000;
    private static final long STOP_SECONDS = 3;

    private final UnitOfWork work;
    private final DeliveryCall calls;
    private final Outbox outbox;
    private final Clock clock;
    private final EndpointStore endpoints = new EndpointStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private final String owner = Ids.next();
    private final Semaphore bell = new Semaphore(0);
    /** How many requests are on their way to an endpoint; those without are missing. */
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    /** Deliveries that were given to a thread. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.named("archipel-webhook-sender"));
    private final Thread dispatcher = new Thread(this::run, "archipel-webhook-dispatcher");
    private volatile boolean stopped;
    private Instant purgedAt = Instant.EPOCH;

    @Activate
    public WebhookSender(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference CredentialVault vault,
            @Reference Egress egress,
            @Reference Outbox outbox) {
        this(work, vault, egress, outbox, Clock.systemUTC());
        dispatcher.setDaemon(true);
        dispatcher.start();
    }

    /** Sends only when {@link #round} is called. */
    WebhookSender(UnitOfWork work, CredentialVault vault, Egress egress, Outbox outbox, Clock clock) {
        this.work = work;
        this.calls = new DeliveryCall(vault, egress, clock);
        this.outbox = outbox;
        this.clock = clock;
    }

    @Deactivate
    public void stop() {
        stopped = true;
        dispatcher.interrupt();
        threads.shutdownNow();
        try {
            // What was broken off is given back while the database is there.
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something was queued. */
    void wake() {
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
                dispatch();
                purge();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Also where memory was short for a moment: no other thread sends for all organizations.
                LOG.warn("Webhooks could not be sent; they stay for the next round", e);
            }
        }
    }

    /**
     * Gives what is due to the threads. Endpoints that have their share already are not even asked for: however much waits for one that
     * hangs, it does not stand before what waits for others.
     */
    void dispatch() {
        boolean gotOn = true;
        while (gotOn && taken.size() < THREADS) {
            List<String> full = busy.entrySet().stream()
                    .filter(endpoint -> endpoint.getValue() >= AT_ONCE)
                    .map(Map.Entry::getKey)
                    .toList();
            gotOn = false;
            for (DeliveryText delivery : due(full, List.copyOf(taken))) {
                gotOn |= taken.size() < THREADS && give(delivery);
            }
        }
    }

    private boolean give(DeliveryText delivery) {
        if (busy.getOrDefault(delivery.endpointId(), 0) >= AT_ONCE || !taken.add(delivery.id())) {
            return false;
        }
        busy.merge(delivery.endpointId(), 1, Integer::sum);
        try {
            threads.execute(() -> {
                try {
                    send(delivery);
                } catch (RuntimeException | Error e) {
                    LOG.warn("Webhook {} could not be sent", delivery.id(), e);
                } finally {
                    given(delivery);
                    wake();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            given(delivery);
            return false;
        }
    }

    private void given(DeliveryText delivery) {
        busy.computeIfPresent(delivery.endpointId(), (id, count) -> count > 1 ? count - 1 : null);
        taken.remove(delivery.id());
    }

    /** Sends all that is due on the calling thread. */
    void round() {
        due(List.of(), List.of()).forEach(this::send);
    }

    private List<DeliveryText> due(List<String> endpoints, List<String> given) {
        return work.call(transaction -> deliveries.due(transaction, clock.instant(), endpoints, given, BATCH));
    }

    private void send(DeliveryText queued) {
        Delivery delivery = queued.row();
        Instant now = clock.instant();
        Optional<WebhookEndpoint> endpoint =
                work.call(transaction -> deliveries.lease(transaction, delivery.id(), owner, now, now.plus(LEASE))
                        ? endpoints.find(transaction, delivery.organizationId(), delivery.endpointId())
                        : Optional.empty());
        if (endpoint.isEmpty() || endpoint.get().status() != WebhookEndpoint.Status.ACTIVE) {
            return;
        }
        DeliveryCall.Outcome outcome = calls.send(endpoint.get(), queued);
        if (stopped && outcome.attempt().error().isPresent()) {
            // Broken off by the platform, which is no failure of the endpoint. The interrupt has done its work.
            Thread.interrupted();
            work.run(transaction -> deliveries.postpone(transaction, delivery.id(), owner, now));
            return;
        }
        settle(endpoint.get(), delivery, outcome.attempt(), outcome.asked());
    }

    private void settle(WebhookEndpoint endpoint, Delivery delivery, Delivery.Attempt attempt, Duration asked) {
        boolean arrived = attempt.error().isEmpty();
        Optional<Duration> pause = RetryTimes.after(delivery.attempts() + 1);
        Delivery.State state =
                arrived ? Delivery.State.SUCCEEDED : pause.isPresent() ? Delivery.State.PENDING : Delivery.State.DEAD;
        Instant next = Timestamps.stored(attempt.at()
                .plus(pause.filter(time -> time.compareTo(asked) > 0).orElse(asked)));
        work.run(transaction -> {
            if (!deliveries.settle(transaction, delivery, owner, attempt, state, next)) {
                return;
            }
            if (arrived) {
                endpoints.answered(transaction, endpoint);
                return;
            }
            endpoints.failing(transaction, endpoint, attempt.at());
            boolean hopeless = endpoint.failingSince()
                    .filter(since -> since.plus(PATIENCE).isBefore(attempt.at()))
                    .isPresent();
            if (hopeless || attempt.status().filter(status -> status == GONE).isPresent()) {
                disable(transaction, endpoint, attempt, hopeless);
            }
        });
    }

    private void disable(
            Transaction transaction, WebhookEndpoint endpoint, Delivery.Attempt attempt, boolean hopeless) {
        String reason = hopeless
                ? "no delivery arrived for " + PATIENCE.toDays() + " days"
                : "the endpoint answered that it is gone for good";
        if (endpoints.disable(transaction, endpoint, reason, attempt.at())) {
            deliveries.bury(transaction, endpoint.id(), "the endpoint was disabled: " + reason, attempt.at());
            outbox.append(
                    transaction,
                    endpoint.organizationId(),
                    "webhook-endpoint.disabled",
                    "webhook-endpoint/" + endpoint.id(),
                    Json.object().put("endpointId", endpoint.id()).put("reason", reason));
        }
    }

    private void purge() {
        Instant now = clock.instant();
        if (now.isAfter(purgedAt.plus(Duration.ofHours(1)))) {
            purgedAt = now;
            work.run(transaction -> deliveries.purge(transaction, now.minus(KEPT)));
        }
    }
}
