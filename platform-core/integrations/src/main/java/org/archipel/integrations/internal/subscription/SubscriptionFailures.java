package org.archipel.integrations.internal.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.integrations.internal.store.Json;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Writes down what failed, decides when it is tried again, and tells the owner once. */
final class SubscriptionFailures {
    private static final int LOUD = 3;
    private static final String FAILED = "integration.webhook-subscription.failed";

    private final SubscriptionParts parts;
    private final SubscriptionSecrets secrets;
    private final SubscriptionStore store = new SubscriptionStore();

    SubscriptionFailures(SubscriptionParts parts, SubscriptionSecrets secrets) {
        this.parts = parts;
        this.secrets = secrets;
    }

    /** A step failed; lets go of the lease. */
    void failed(Integration integration, String owner, PlatformException failure, Instant now) {
        String problem = secrets.mask(integration).apply(failure.getMessage());
        boolean told = parts.work()
                .call(transaction -> store.find(transaction, integration.organizationId(), integration.id())
                        .map(row -> write(transaction, integration, row, owner, failure, problem, now))
                        .orElse(false));
        String message = "The remote system could not be asked for webhooks: " + problem;
        if (told) {
            parts.log().error(integration, message);
        } else {
            parts.log().warn(integration, message);
        }
    }

    /** @return whether the owner is told by this one */
    private boolean write(
            Transaction transaction,
            Integration integration,
            Subscription row,
            String owner,
            PlatformException failure,
            String problem,
            Instant now) {
        boolean removing = row.state() == SubscriptionState.REMOVING;
        int failures = row.failures() + 1;
        boolean tell = !row.told() && !removing && (failures >= LOUD || !failure.retryable());
        SubscriptionState state =
                removing ? row.state() : row.lives(now) ? SubscriptionState.ACTIVE : SubscriptionState.FAILED;
        Instant next = SubscriptionPace.retry(now, failures, failure.retryAfter(), row.expiresAt());
        boolean owned = store.failed(
                transaction,
                row,
                owner,
                state,
                row.attempt(),
                problem,
                row.told() || tell,
                integration.revision(),
                Timestamps.stored(next),
                now);
        if (owned && tell) {
            tell(transaction, integration, failure, problem);
        }
        return owned && tell;
    }

    private void tell(Transaction transaction, Integration integration, PlatformException failure, String problem) {
        ObjectNode data = Json.object()
                .put("integrationId", integration.id())
                .put("name", integration.name())
                .put("owner", integration.createdBy())
                .put("code", failure.code().name())
                .put("message", problem);
        parts.outbox()
                .append(transaction, integration.organizationId(), FAILED, "integration/" + integration.id(), data);
    }
}
