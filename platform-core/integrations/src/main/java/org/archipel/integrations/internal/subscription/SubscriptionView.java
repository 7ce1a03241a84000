package org.archipel.integrations.internal.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * How the webhooks of an integration are asked for, as the REST API shows it; without their secret.
 *
 * @param since since when it is in its state
 * @param target where they are sent to
 * @param expiresAt when the remote system stops sending unless it is asked again before; empty for never
 * @param nextAt when it is renewed, looked after, or tried again
 * @param failures tries that failed since the last that did not
 * @param problem the last one, or why there is none; empty if all is well
 */
public record SubscriptionView(
        SubscriptionState state,
        Optional<Instant> since,
        Optional<String> target,
        Optional<Instant> expiresAt,
        Optional<Instant> nextAt,
        int failures,
        Optional<String> problem) {
    static SubscriptionView none(SubscriptionState state, Optional<String> reason) {
        return new SubscriptionView(
                state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, reason);
    }

    /** As it stands while nothing is done about it. */
    SubscriptionView stalled() {
        return new SubscriptionView(
                state, since, target, expiresAt, Optional.empty(), failures, Optional.of(StalledWebhooks.REASON));
    }

    static SubscriptionView of(Subscription row) {
        boolean none = row.state() == SubscriptionState.NONE;
        return new SubscriptionView(
                row.state(),
                Optional.of(row.since()),
                Optional.of(row.target()).filter(text -> !text.isEmpty() && !none),
                row.expiresAt(),
                Optional.of(row.nextAt()).filter(time -> !none),
                row.failures(),
                row.problem());
    }
}
