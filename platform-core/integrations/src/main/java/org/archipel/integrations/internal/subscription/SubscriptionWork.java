package org.archipel.integrations.internal.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.log.SecretMask;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
import org.archipel.integrations.internal.store.Json;
import org.archipel.integrations.internal.sync.RecordChange;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the subscription of one integration where it should be. Who does so holds its lease; every step that matters is stored before the
 * next begins. Killed anywhere, the next one finds what was begun and goes on: a call whose outcome is not known is made again under the
 * same name.
 */
final class SubscriptionWork {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionWork.class);

    /** Longer than the calls of a step take, with their repetitions. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration SELDOM = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE_MS = 50;
    private static final int LONGEST_HANDLE = 4_000;
    private static final int LOUD = 3;
    private static final int MOST_REMOVALS = 24;
    private static final String FAILED = "integration.webhook-subscription.failed";

    private final SubscriptionParts parts;
    private final Wanting wanting;
    private final SubscriptionSecrets secrets;
    private final SubscriptionStore store = new SubscriptionStore();
    private final Clock clock;

    SubscriptionWork(SubscriptionParts parts, Wanting wanting, Clock clock) {
        this.parts = parts;
        this.wanting = wanting;
        this.secrets = new SubscriptionSecrets(parts);
        this.clock = clock;
    }

    /** Does what is due. */
    void advance(Subscription due) {
        String owner = Ids.next();
        Optional<Subscription> leased = lease(due, owner);
        if (leased.isEmpty()) {
            return;
        }
        Subscription row = leased.get();
        Optional<Integration> found = parts.integrations().findAnywhere(row.integrationId());
        if (found.isEmpty()) {
            parts.work().run(transaction -> store.delete(transaction, row.integrationId(), owner));
            return;
        }
        Integration integration = found.get();
        try {
            if (row.nextAt().isAfter(now()) && row.revision() == integration.revision()) {
                parts.work().run(transaction -> store.release(transaction, row.integrationId(), owner));
            } else {
                step(row, integration, owner);
            }
        } catch (PlatformException e) {
            failed(integration, owner, e);
        }
    }

    private Optional<Subscription> lease(Subscription row, String owner) {
        Instant now = now();
        return parts.work()
                .call(transaction -> store.lease(
                        transaction, row.organizationId(), row.integrationId(), owner, now, now.plus(LEASE)));
    }

    private void step(Subscription row, Integration integration, String owner) {
        Optional<RegisteredConnector> connector = parts.connectors().find(integration);
        boolean same = row.connectorId().equals(integration.connectorId().orElse(""));
        if (integration.status() == IntegrationStatus.ERROR || same && connector.isEmpty()) {
            // It cannot be worked on now, and goes on by itself; what is there stays.
            see(row, integration, owner, now().plus(LOOK_AGAIN));
        } else if (row.begun() && !same) {
            parts.log()
                    .warn(
                            integration,
                            "The integration has another connector: the webhooks that '" + row.connectorId()
                                    + "' asked for (" + row.handle().orElse("unknown")
                                    + ") are left at the remote system");
            none(row, owner, "It belonged to another connector.", -1, now());
        } else if (wanting.refusal(integration).isPresent() || connector.isEmpty()) {
            remove(row, integration, connector, owner);
        } else {
            keep(row, integration, connector.get(), owner);
        }
    }

    private void keep(Subscription row, Integration integration, RegisteredConnector connector, String owner) {
        Optional<String> secret = secrets.secret(integration, connector);
        URI target = wanting.target(integration).orElseThrow();
        try (OpenSession open = parts.sessions().open(integration, connector)) {
            WebhookSubscriber subscriber = guarded(() -> open.session().webhookSubscriber());
            Set<String> entities = new TreeSet<>();
            for (String entity : integration.syncSettings().entities()) {
                if (guarded(() -> subscriber.tells(entity))) {
                    entities.add(entity);
                }
            }
            String present = secrets.described(integration, target, secret, entities);
            boolean same = row.handle().isPresent() && secrets.isDescribedBy(row.fingerprint(), present);
            if (entities.isEmpty()) {
                end(row, integration, subscriber);
                none(
                        row,
                        owner,
                        "None of the integration's entities is told of by webhooks that can be asked for.",
                        integration.revision(),
                        now().plus(SELDOM));
                return;
            }
            boolean ended = row.handle().isPresent() && !row.lives(now());
            Asked asked = new Asked(target, secret, entities, present, owner, ended);
            if (!same || ended) {
                subscribe(row, integration, subscriber, asked, row.handle());
            } else if (row.nextAt().isAfter(now())) {
                see(row, integration, owner, row.nextAt());
            } else {
                renew(row, integration, subscriber, asked);
            }
        }
    }

    /**
     * What is asked for, how that is described, and by the holder of which lease.
     *
     * @param gap whether changes may have been missed before
     */
    private record Asked(
            URI target, Optional<String> secret, Set<String> entities, String description, String owner, boolean gap) {
        Asked afterGap() {
            return new Asked(target, secret, entities, description, owner, true);
        }

        WebhookSubscriptionRequest request(String attempt, Optional<String> handle) {
            return new WebhookSubscriptionRequest(target, secret, entities, attempt, handle);
        }
    }

    private void subscribe(
            Subscription row,
            Integration integration,
            WebhookSubscriber subscriber,
            Asked asked,
            Optional<String> handle) {
        parts.work()
                .run(transaction -> store.begin(
                        transaction,
                        row.integrationId(),
                        asked.owner(),
                        integration.connectorId().orElse(""),
                        asked.target().toString()));
        WebhookSubscription made = guarded(() -> subscriber.subscribe(asked.request(row.attempt(), handle)));
        stand(row, integration, subscriber, asked, made);
    }

    private void renew(Subscription row, Integration integration, WebhookSubscriber subscriber, Asked asked) {
        Optional<WebhookSubscription> renewed =
                guarded(() -> subscriber.renew(asked.request(row.attempt(), row.handle())));
        if (renewed.isPresent()) {
            stand(row, integration, subscriber, asked, renewed.get());
            return;
        }
        parts.log().warn(integration, "The remote system knows no more of the webhooks that it was asked for");
        parts.work().run(transaction -> store.lost(transaction, row.integrationId(), asked.owner()));
        subscribe(row, integration, subscriber, asked.afterGap(), Optional.empty());
    }

    private void stand(
            Subscription row,
            Integration integration,
            WebhookSubscriber subscriber,
            Asked asked,
            WebhookSubscription made) {
        if (made == null || made.handle() == null || made.handle().length() > LONGEST_HANDLE) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "The connector gave its subscription no usable name.", false);
        }
        Optional<ObjectNode> told = secrets.told(integration, made.credentials());
        String fingerprint = secrets.fingerprint(asked.description());
        Instant now = now();
        Optional<Instant> end = made.expiresAt().map(Timestamps::stored);
        Instant next = Timestamps.stored(SubscriptionPace.renewal(now, end));
        boolean kept = parts.work().call(transaction -> {
            boolean owned = store.stands(
                    transaction,
                    row,
                    asked.owner(),
                    made.handle(),
                    end,
                    fingerprint,
                    integration.revision(),
                    next,
                    now);
            if (owned) {
                told.ifPresent(document -> secrets.keep(transaction, integration, document));
                if (asked.gap()) {
                    parts.syncs().request(transaction, integration, List.of(RecordChange.anything()));
                }
            }
            return owned;
        });
        if (told.isPresent()) {
            parts.receivers().forget(integration.id());
        }
        if (!kept && parts.integrations().findAnywhere(integration.id()).isEmpty()) {
            // It was removed meanwhile: nobody would end this any more.
            guarded(() -> {
                subscriber.unsubscribe(asked.request(row.attempt(), Optional.of(made.handle())));
                return null;
            });
        } else if (row.state() != SubscriptionState.ACTIVE || row.told()) {
            parts.log()
                    .info(
                            integration,
                            "The remote system sends webhooks for " + String.join(", ", asked.entities())
                                    + end.map(time -> " until " + time + "; this is renewed before")
                                            .orElse(""));
        }
    }

    private void remove(
            Subscription before, Integration integration, Optional<RegisteredConnector> connector, String owner) {
        Subscription row = before.begun() ? removing(before, owner) : before;
        if (row.begun() && connector.isPresent()) {
            // One whose end is over may have been renewed without that being known: it is ended all the same.
            if (row.failures() >= MOST_REMOVALS) {
                parts.log()
                        .warn(
                                integration,
                                "The webhooks that the remote system was asked for ("
                                        + row.handle().orElse("unknown") + ") could not be ended there: "
                                        + row.problem().orElse("unknown"));
            } else {
                try (OpenSession open = parts.sessions().open(integration, connector.get())) {
                    end(row, integration, guarded(() -> open.session().webhookSubscriber()));
                }
                parts.log().info(integration, "The remote system sends no webhooks any more");
            }
        }
        parts.work().run(transaction -> {
            store.delete(transaction, row.integrationId(), owner);
            secrets.forget(transaction, integration);
        });
        parts.receivers().forget(integration.id());
    }

    private Subscription removing(Subscription row, String owner) {
        if (row.state() == SubscriptionState.REMOVING) {
            return row;
        }
        return parts.work().call(transaction -> {
            store.move(transaction, row, owner, SubscriptionState.REMOVING, now());
            return store.find(transaction, row.organizationId(), row.integrationId())
                    .orElse(row);
        });
    }

    /** Ends what may be there. */
    private void end(Subscription row, Integration integration, WebhookSubscriber subscriber) {
        if (row.begun()) {
            WebhookSubscriptionRequest request = new WebhookSubscriptionRequest(
                    URI.create(row.target()),
                    Optional.empty(),
                    Set.copyOf(integration.syncSettings().entities()),
                    row.attempt(),
                    row.handle());
            guarded(() -> {
                subscriber.unsubscribe(request);
                return null;
            });
        }
    }

    /**
     * Ends the subscription of an integration that is about to be removed, and lets nobody begin another one for a minute. What cannot be
     * ended is left behind, and told in the platform's log.
     */
    void close(Subscription present, Integration integration) {
        String owner = Ids.next();
        Optional<Subscription> leased = lease(present, owner);
        Instant patience = now().plus(PATIENCE);
        while (leased.isEmpty() && now().isBefore(patience) && pause()) {
            leased = lease(present, owner);
        }
        Subscription row = leased.orElse(present);
        try {
            Optional<RegisteredConnector> connector = parts.connectors().find(integration);
            if (row.begun() && connector.isPresent()) {
                try (OpenSession open = parts.sessions().open(integration, connector.get())) {
                    end(row, integration, guarded(() -> open.session().webhookSubscriber()));
                }
            }
        } catch (PlatformException e) {
            LOG.warn(
                    "Integration {} is removed, but not the webhooks that its remote system was asked for ({}): {}",
                    integration.id(),
                    row.handle().orElse("unknown"),
                    secrets.mask(integration).apply(e.getMessage()));
        }
        none(row, owner, "The integration is being removed.", integration.revision(), now().plus(LOOK_AGAIN));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void see(Subscription row, Integration integration, String owner, Instant next) {
        parts.work()
                .run(transaction -> store.seen(transaction, row.integrationId(), owner, integration.revision(), next));
    }

    private void none(Subscription row, String owner, String reason, long revision, Instant next) {
        parts.work().run(transaction -> store.none(transaction, row, owner, reason, revision, next, now()));
    }

    private void failed(Integration integration, String owner, PlatformException failure) {
        Instant now = now();
        SecretMask mask = secrets.mask(integration);
        String problem = mask.apply(failure.getMessage());
        boolean told = parts.work().call(transaction -> {
            Optional<Subscription> present = store.find(transaction, integration.organizationId(), integration.id());
            if (present.isEmpty()) {
                return false;
            }
            Subscription row = present.get();
            boolean removing = row.state() == SubscriptionState.REMOVING;
            int failures = row.failures() + 1;
            boolean tell = !row.told() && !removing && (failures >= LOUD || !failure.retryable());
            SubscriptionState state =
                    removing ? row.state() : row.lives(now) ? SubscriptionState.ACTIVE : SubscriptionState.FAILED;
            Instant next = SubscriptionPace.retry(now, failures, failure.retryAfter(), row.expiresAt());
            store.failed(
                    transaction,
                    row,
                    owner,
                    state,
                    failure.retryable() ? row.attempt() : Ids.next(),
                    problem,
                    row.told() || tell,
                    integration.revision(),
                    Timestamps.stored(next),
                    now);
            if (tell) {
                ObjectNode data = Json.object()
                        .put("integrationId", integration.id())
                        .put("name", integration.name())
                        .put("owner", integration.createdBy())
                        .put("code", failure.code().name())
                        .put("message", problem);
                parts.outbox()
                        .append(
                                transaction,
                                integration.organizationId(),
                                FAILED,
                                "integration/" + integration.id(),
                                data);
            }
            return tell;
        });
        String message = "The remote system could not be asked for webhooks: " + problem;
        if (told) {
            parts.log().error(integration, message);
        } else {
            parts.log().warn(integration, message);
        }
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }

    private static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector failed to ask for webhooks", e);
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "The connector failed unexpectedly.", true, null, e);
        }
    }
}
