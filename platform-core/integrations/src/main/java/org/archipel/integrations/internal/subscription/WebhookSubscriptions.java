package org.archipel.integrations.internal.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.archipel.api.error.PlatformException;
import org.archipel.base.DaemonThreads;
import org.archipel.integrations.internal.IntegrationsConfig;
import org.archipel.integrations.internal.connector.ConnectorRegistry;
import org.archipel.integrations.internal.connector.ConnectorSessions;
import org.archipel.integrations.internal.log.IntegrationLog;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.realtime.RealTimeSync;
import org.archipel.integrations.internal.store.IntegrationStore;
import org.archipel.integrations.internal.webhook.Receivers;
import org.archipel.integrations.internal.webhook.SubscriptionWatch;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.CredentialVault;
import org.archipel.security.Signatures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has remote systems send webhooks for the integrations that react to them, for as long as they do. What should be follows from the
 * integrations, what is stands in the database; rounds on every node bring one to the other, each subscription by one node at a time.
 * Without {@code archipel.public.url} nothing is asked for, and nothing ended; {@link StalledWebhooks} tells of it.
 */
@Component(
        service = {WebhookSubscriptions.class, SubscriptionWatch.class},
        immediate = true)
public class WebhookSubscriptions implements SubscriptionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSubscriptions.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration BEFORE_REMOVAL = Duration.ofSeconds(10);
    private static final int THREADS = 4;

    private final SubscriptionParts parts;
    private final Wanting wanting;
    private final SubscriptionWork steps;
    private final LeaseKeeper leases;
    private final SubscriptionStore store = new SubscriptionStore();
    private final StalledWebhooks stalled;
    private final Clock clock;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.named("archipel-subscription"));
    private final ExecutorService removals =
            Executors.newCachedThreadPool(DaemonThreads.named("archipel-subscription-end"));
    private final ScheduledExecutorService rounds = DaemonThreads.timer("archipel-subscription-round");

    @Activate
    public WebhookSubscriptions(
            @Reference(target = "(unit=integrations)") UnitOfWork work,
            @Reference IntegrationStore integrations,
            @Reference ConnectorRegistry connectors,
            @Reference ConnectorSessions sessions,
            @Reference CredentialVault vault,
            @Reference Signatures signatures,
            @Reference Outbox outbox,
            @Reference IntegrationLog log,
            @Reference Receivers receivers,
            @Reference RealTimeSync syncs,
            @Reference IntegrationsConfig config,
            @Reference StalledWebhooks stalled) {
        this(
                new SubscriptionParts(
                        work, integrations, connectors, sessions, vault, signatures, outbox, log, receivers, syncs),
                config,
                stalled,
                Clock.systemUTC(),
                LeaseKeeper.USUAL);
        rounds.schedule(this::again, LONGEST_PAUSE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Without rounds of its own. */
    WebhookSubscriptions(
            SubscriptionParts parts,
            IntegrationsConfig config,
            StalledWebhooks stalled,
            Clock clock,
            Duration leasePace) {
        this.stalled = stalled;
        this.parts = parts;
        this.wanting = new Wanting(parts.connectors(), config);
        this.leases = new LeaseKeeper(parts.work(), clock, leasePace);
        this.steps = new SubscriptionWork(parts, wanting, leases, clock);
        this.clock = clock;
    }

    @Deactivate
    public void stop() {
        rounds.shutdownNow();
        workers.shutdownNow();
        removals.shutdownNow();
        leases.stop();
    }

    /** Something changed: a round begins at once. */
    public void wake() {
        try {
            rounds.execute(this::round);
        } catch (RejectedExecutionException e) {
            LOG.debug("An integration changed while the platform stops", e);
        }
    }

    @Override
    public void lookAfter(Integration integration) {
        Instant now = Timestamps.stored(clock.instant());
        parts.work().run(transaction -> store.lookAfter(transaction, integration.id(), now));
        wake();
    }

    /** How the webhooks of an integration are asked for. */
    public SubscriptionView view(Integration integration) {
        Optional<Subscription> row = find(integration);
        if (row.isPresent()) {
            SubscriptionView view = SubscriptionView.of(row.get());
            return wanting.reachable() || view.state() == SubscriptionState.NONE ? view : view.stalled();
        }
        Optional<String> reason = wanting.refusal(integration)
                .or(() -> wanting.reachable() ? Optional.empty() : Optional.of(StalledWebhooks.REASON));
        return SubscriptionView.none(reason.isPresent() ? SubscriptionState.NONE : SubscriptionState.PENDING, reason);
    }

    /** Ends what was asked for, before an integration is removed; waits for seconds only: what is left then is ended after the removal. */
    public void end(Integration integration) {
        Optional<Subscription> row = find(integration);
        if (row.isEmpty()) {
            return;
        }
        Future<?> task = removals.submit(() -> steps.close(row.get(), integration));
        try {
            task.get(BEFORE_REMOVAL.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("Integration {} is being removed; its webhooks are ended later", integration.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Subscription> find(Integration integration) {
        return parts.work()
                .call(transaction -> store.find(transaction, integration.organizationId(), integration.id()));
    }

    private void again() {
        Duration pause = LONGEST_PAUSE;
        try {
            pause = round();
        } finally {
            if (!rounds.isShutdown()) {
                rounds.schedule(this::again, pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Begins what is due; how long until something is due next. */
    Duration round() {
        try {
            if (!wanting.reachable()) {
                stalled.tellOnce();
                return LONGEST_PAUSE;
            }
            due().forEach(this::submit);
            return next();
        } catch (PlatformException e) {
            LOG.warn("Subscriptions of webhooks could not be gone through: {}", e.getMessage());
            return LONGEST_PAUSE;
        } catch (RuntimeException e) {
            LOG.error("Subscriptions of webhooks could not be gone through", e);
            return LONGEST_PAUSE;
        }
    }

    /** Does all that is due, on this thread. */
    void roundHere() {
        due().forEach(steps::advance);
    }

    private List<Subscription> due() {
        Instant now = Timestamps.stored(clock.instant());
        Map<String, Integration> realTime =
                parts.integrations().realTimeOfAll().stream().collect(Collectors.toMap(Integration::id, one -> one));
        List<Subscription> rows = all();
        Set<String> known = rows.stream().map(Subscription::integrationId).collect(Collectors.toSet());
        List<Integration> fresh = realTime.values().stream()
                .filter(integration -> !known.contains(integration.id())
                        && wanting.refusal(integration).isEmpty())
                .toList();
        for (Integration integration : fresh) {
            parts.work().run(transaction -> store.open(transaction, integration, now));
        }
        return (fresh.isEmpty() ? rows : all())
                .stream().filter(row -> isDue(row, realTime, now)).toList();
    }

    private boolean isDue(Subscription row, Map<String, Integration> realTime, Instant now) {
        if (row.removed().isPresent()) {
            // Who worked on it at its removal may have put it off.
            return row.state() != SubscriptionState.REMOVING || !row.nextAt().isAfter(now);
        }
        return !row.nextAt().isAfter(now)
                || realTime.containsKey(row.integrationId()) && wanting.moved(row)
                || revision(row, realTime).orElse(-1) != row.revision();
    }

    private OptionalLong revision(Subscription row, Map<String, Integration> realTime) {
        Integration known = realTime.get(row.integrationId());
        return known == null ? parts.integrations().revision(row.integrationId()) : OptionalLong.of(known.revision());
    }

    private Duration next() {
        Instant now = clock.instant();
        return all().stream()
                .map(row -> Duration.between(now, row.nextAt()))
                .map(time -> time.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : time)
                .filter(time -> time.compareTo(LONGEST_PAUSE) < 0)
                .min(Duration::compareTo)
                .orElse(LONGEST_PAUSE);
    }

    private List<Subscription> all() {
        return parts.work().call(store::all);
    }

    private void submit(Subscription row) {
        if (!running.add(row.integrationId())) {
            return;
        }
        try {
            workers.execute(() -> advance(row));
        } catch (RejectedExecutionException e) {
            running.remove(row.integrationId());
            LOG.debug("A subscription waits: the platform stops", e);
        }
    }

    private void advance(Subscription row) {
        try {
            steps.advance(row);
        } catch (RuntimeException e) {
            LOG.warn("The webhooks of integration {} could not be seen to", row.integrationId(), e);
        } finally {
            running.remove(row.integrationId());
        }
    }
}
