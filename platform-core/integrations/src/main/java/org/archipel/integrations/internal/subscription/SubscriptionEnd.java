package org.archipel.integrations.internal.subscription;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.persistence.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends subscriptions that are not wanted any more, at the remote system first. */
final class SubscriptionEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionEnd.class);
    static final int MOST_TRIES = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NOBODY_BEGINS = Duration.ofMinutes(1);
    private static final long PAUSE_MS = 50;

    private final SubscriptionParts parts;
    private final SubscriptionSecrets secrets;
    private final SubscriptionStore store = new SubscriptionStore();
    private final Clock clock;

    SubscriptionEnd(SubscriptionParts parts, SubscriptionSecrets secrets, Clock clock) {
        this.parts = parts;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Removes it with its secrets; given up after about a day of tries. */
    void remove(Subscription before, Integration integration, Optional<RegisteredConnector> connector, String owner) {
        Subscription row = before.begun() ? removing(before, owner) : before;
        if (row.begun() && connector.isPresent()) {
            // One whose end is over may have been renewed without that being known: it is ended all the same.
            if (row.failures() >= MOST_TRIES) {
                parts.log()
                        .warn(
                                integration,
                                "The webhooks that the remote system was asked for ("
                                        + row.handle().orElse("unknown") + ") could not be ended there: "
                                        + row.problem().orElse("unknown"));
            } else {
                try (OpenSession open = parts.sessions().open(integration, connector.get())) {
                    end(row, integration, open);
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
            store.removing(transaction, row, owner, now());
            return store.find(transaction, row.organizationId(), row.integrationId())
                    .orElse(row);
        });
    }

    void end(Subscription row, Integration integration, OpenSession open) {
        end(row, integration, ConnectorCall.guarded(() -> open.session().webhookSubscriber()));
    }

    /** Ends what may be there. */
    void end(Subscription row, Integration integration, WebhookSubscriber subscriber) {
        if (row.begun()) {
            WebhookSubscriptionRequest request = new WebhookSubscriptionRequest(
                    URI.create(row.target()),
                    Optional.empty(),
                    Set.copyOf(integration.syncSettings().entities()),
                    row.attempt(),
                    row.handle());
            ConnectorCall.run(() -> subscriber.unsubscribe(request));
        }
    }

    /**
     * Ends the subscription of an integration that is about to be removed, and lets nobody begin another one for a minute. What cannot be
     * ended now is ended after the removal.
     *
     * @param owner whoever is to hold the lease meanwhile
     */
    void close(Subscription present, Integration integration, String owner) {
        Optional<Subscription> leased = store.lease(parts.work(), present, owner, now());
        Instant patience = now().plus(PATIENCE);
        while (leased.isEmpty() && now().isBefore(patience) && pause()) {
            leased = store.lease(parts.work(), present, owner, now());
        }
        if (leased.isEmpty()) {
            // Who works on it goes on; what comes of that is ended afterwards.
            return;
        }
        Subscription row = leased.get();
        try {
            if (row.begun()) {
                RegisteredConnector connector = parts.connectors().require(integration);
                try (OpenSession open = parts.sessions().open(integration, connector)) {
                    end(row, integration, open);
                }
            }
        } catch (PlatformException e) {
            LOG.info(
                    "Integration {} is being removed; its webhooks are ended later: {}",
                    integration.id(),
                    secrets.mask(integration).apply(e.getMessage()));
            parts.work().run(transaction -> store.release(transaction, row.integrationId(), owner));
            return;
        }
        Instant now = now();
        parts.work()
                .run(transaction -> store.none(
                        transaction,
                        row,
                        owner,
                        "The integration is being removed.",
                        integration.revision(),
                        now.plus(NOBODY_BEGINS),
                        now));
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

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }
}
