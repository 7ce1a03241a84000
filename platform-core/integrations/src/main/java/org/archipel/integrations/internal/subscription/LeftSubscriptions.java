package org.archipel.integrations.internal.subscription;

import java.time.Clock;
import java.time.Instant;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.connector.OpenSession;
import org.archipel.integrations.internal.connector.RegisteredConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.LeftWebhooks;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the webhooks of integrations that were removed, alone or with their organization, before the remote system could be told. Tried for
 * about a day; then they are left there, and the platform's log tells so. With the last try the credentials go.
 */
final class LeftSubscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(LeftSubscriptions.class);

    private final SubscriptionParts parts;
    private final SubscriptionEnd ends;
    private final SubscriptionSecrets secrets;
    private final SubscriptionStore store = new SubscriptionStore();
    private final Clock clock;

    LeftSubscriptions(SubscriptionParts parts, SubscriptionEnd ends, SubscriptionSecrets secrets, Clock clock) {
        this.parts = parts;
        this.ends = ends;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Tries once; who calls holds the lease. */
    void end(Subscription row, String owner) {
        if (row.begun()) {
            try {
                endThere(row);
                LOG.info("The webhooks of the removed integration {} are ended", row.integrationId());
            } catch (PlatformException e) {
                String problem = masked(row, e);
                if (row.failures() + 1 < SubscriptionEnd.MOST_TRIES && mayBeEnded(row)) {
                    again(row, owner, problem, e);
                    return;
                }
                LOG.warn(
                        "The webhooks of the removed integration {} are left at its remote system ({}): {}",
                        row.integrationId(),
                        row.handle().orElse("unknown"),
                        problem);
            }
        }
        parts.work().run(transaction -> forget(transaction, row, owner));
    }

    private void endThere(Subscription row) {
        if (!RemovedIntegration.hasItsConnector(row)) {
            throw new PlatformException(
                    ErrorCode.SYSTEM_ERROR, "they were asked for by another connector: '" + row.connectorId() + "'");
        }
        Integration integration = RemovedIntegration.of(row);
        RegisteredConnector connector = parts.connectors().require(integration);
        try (OpenSession open = parts.sessions().open(integration, connector)) {
            ends.end(row, integration, open);
        }
    }

    /** Not if what is kept of the integration cannot be read, or is of another connector: that stays as it is. */
    private static boolean mayBeEnded(Subscription row) {
        try {
            RemovedIntegration.of(row);
            return RemovedIntegration.hasItsConnector(row);
        } catch (PlatformException e) {
            return false;
        }
    }

    private String masked(Subscription row, PlatformException failure) {
        try {
            return secrets.mask(RemovedIntegration.of(row)).apply(failure.getMessage());
        } catch (PlatformException e) {
            // Its credentials cannot be read either: nothing was said that holds them.
            return failure.getMessage();
        }
    }

    private void again(Subscription row, String owner, String problem, PlatformException failure) {
        Instant now = now();
        Instant next = Timestamps.stored(
                SubscriptionPace.retry(now, row.failures() + 1, failure.retryAfter(), row.expiresAt()));
        parts.work()
                .run(transaction -> store.failed(
                        transaction,
                        row,
                        owner,
                        SubscriptionState.REMOVING,
                        row.attempt(),
                        problem,
                        row.told(),
                        row.revision(),
                        next,
                        now));
        LOG.info(
                "The webhooks of the removed integration {} could not be ended yet; tried again at {}: {}",
                row.integrationId(),
                next,
                problem);
    }

    private void forget(Transaction transaction, Subscription row, String owner) {
        if (store.delete(transaction, row.integrationId(), owner)) {
            LeftWebhooks.references(row.integrationId())
                    .forEach(reference -> parts.vault().delete(transaction, row.organizationId(), reference));
            Sql.on(transaction).update("DELETE FROM oauth_grants WHERE integration_id = ?", row.integrationId());
        }
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }
}
