package org.archipel.integrations.internal.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.model.IntegrationStatus;
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
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final Duration SELDOM = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionWork.class);
    private static final int LONGEST_HANDLE = 4_000;

    private final SubscriptionParts parts;
    private final Wanting wanting;
    private final SubscriptionSecrets secrets;
    private final SubscriptionFailures failures;
    private final SubscriptionEnd ends;
    private final LeftSubscriptions left;
    private final LeaseKeeper leases;
    private final SubscriptionStore store = new SubscriptionStore();
    private final Clock clock;

    SubscriptionWork(SubscriptionParts parts, Wanting wanting, LeaseKeeper leases, Clock clock) {
        this.parts = parts;
        this.wanting = wanting;
        this.secrets = new SubscriptionSecrets(parts);
        this.failures = new SubscriptionFailures(parts, secrets);
        this.ends = new SubscriptionEnd(parts, secrets, clock);
        this.left = new LeftSubscriptions(parts, ends, secrets, clock);
        this.leases = leases;
        this.clock = clock;
    }

    /** Does what is due. */
    void advance(Subscription due) {
        String owner = Ids.next();
        Optional<Subscription> leased = store.lease(parts.work(), due, owner, now());
        if (leased.isEmpty()) {
            return;
        }
        leases.during(due.integrationId(), owner, () -> advance(leased.get(), owner));
    }

    private void advance(Subscription row, String owner) {
        if (row.removed().isPresent()) {
            left.end(row, owner);
            return;
        }
        Optional<Integration> found = parts.integrations().findReadable(row.integrationId());
        if (found.isEmpty()) {
            OptionalLong unreadable = parts.integrations().revision(row.integrationId());
            parts.work().run(transaction -> {
                if (unreadable.isPresent()) {
                    store.seen(transaction, row.integrationId(), owner, unreadable.getAsLong(), now().plus(LOOK_AGAIN));
                } else if (!store.deleteUnlessRemoved(transaction, row.integrationId(), owner)) {
                    // It was removed just now: the next round ends what is there.
                    store.release(transaction, row.integrationId(), owner);
                }
            });
            return;
        }
        Integration integration = found.get();
        try {
            if (row.nextAt().isAfter(now()) && row.revision() == integration.revision() && !wanting.moved(row)) {
                parts.work().run(transaction -> store.release(transaction, row.integrationId(), owner));
            } else {
                step(row, integration, owner);
            }
        } catch (PlatformException e) {
            failures.failed(integration, owner, e, now());
        } catch (RuntimeException e) {
            // Such as a connector's answer that is none: without a failure on record it would be asked again all the
            // time.
            LOG.warn("The webhooks of integration {} could not be seen to", row.integrationId(), e);
            failures.failed(
                    integration,
                    owner,
                    new PlatformException(ErrorCode.SYSTEM_ERROR, "The webhooks could not be asked for.", e),
                    now());
        }
    }

    /** As {@link SubscriptionEnd#close}. */
    void close(Subscription present, Integration integration) {
        String owner = Ids.next();
        leases.during(present.integrationId(), owner, () -> ends.close(present, integration, owner));
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
            parts.work().run(transaction -> {
                secrets.forget(transaction, integration);
                store.none(transaction, row, owner, "It belonged to another connector.", -1, now(), now());
            });
            parts.receivers().forget(integration.id());
        } else if (wanting.refusal(integration).isPresent() || connector.isEmpty()) {
            ends.remove(row, integration, connector, owner);
        } else {
            keep(row, integration, connector.get(), owner);
        }
    }

    private void keep(Subscription row, Integration integration, RegisteredConnector connector, String owner) {
        Optional<String> secret = secrets.secret(integration, connector);
        URI target = wanting.target(integration).orElseThrow();
        try (OpenSession open = parts.sessions().open(integration, connector)) {
            WebhookSubscriber subscriber =
                    ConnectorCall.guarded(() -> open.session().webhookSubscriber());
            Set<String> entities = new TreeSet<>();
            for (String entity : integration.syncSettings().entities()) {
                if (ConnectorCall.guarded(() -> subscriber.tells(entity))) {
                    entities.add(entity);
                }
            }
            String present = secrets.described(integration, target, secret, entities);
            boolean same = row.handle().isPresent() && secrets.isDescribedBy(row.fingerprint(), present);
            if (entities.isEmpty()) {
                ends.end(row, integration, subscriber);
                none(
                        row,
                        owner,
                        "None of the integration's entities is told of by webhooks that can be asked for.",
                        integration.revision(),
                        now().plus(SELDOM));
                return;
            }
            boolean ended = row.begun() && !row.lives(now());
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
        boolean begun = parts.work()
                .call(transaction -> store.begin(
                        transaction,
                        row.integrationId(),
                        asked.owner(),
                        integration.connectorId().orElse(""),
                        asked.target().toString()));
        if (!begun) {
            // The integration was removed, or somebody else works on it.
            return;
        }
        WebhookSubscription made =
                ConnectorCall.guarded(() -> subscriber.subscribe(asked.request(row.attempt(), handle)));
        stand(row, integration, subscriber, asked, made);
    }

    private void renew(Subscription row, Integration integration, WebhookSubscriber subscriber, Asked asked) {
        Optional<WebhookSubscription> renewed =
                ConnectorCall.guarded(() -> subscriber.renew(asked.request(row.attempt(), row.handle())));
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
        // One that ends after all years that are kept has no end.
        Optional<Instant> end = made.expiresAt().filter(Timestamps::keeps).map(Timestamps::stored);
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
        if (kept && (row.state() != SubscriptionState.ACTIVE || row.told())) {
            parts.log()
                    .info(
                            integration,
                            "The remote system sends webhooks for " + String.join(", ", asked.entities())
                                    + end.map(time -> " until " + time + "; this is renewed before")
                                            .orElse(""));
        }
    }

    private void see(Subscription row, Integration integration, String owner, Instant next) {
        parts.work()
                .run(transaction -> store.seen(transaction, row.integrationId(), owner, integration.revision(), next));
    }

    private void none(Subscription row, String owner, String reason, long revision, Instant next) {
        parts.work().run(transaction -> store.none(transaction, row, owner, reason, revision, next, now()));
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }
}
