package org.archipel.integrations.internal.subscription;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;

/**
 * The subscription of an integration's webhooks, as it is stored.
 *
 * @param since since when it is in its state
 * @param target where webhooks are sent to; empty before it was asked for
 * @param attempt names what is asked for next, or was asked for without a known outcome
 * @param begun whether something may be there at the remote system
 * @param handle as the connector named it; empty if nothing is known to be there
 * @param fingerprint of what it was asked for with; empty to ask anew
 * @param revision of the integration at the last look
 * @param expiresAt when it ends; empty if it has no end, or is not there
 * @param nextAt when something is to be done about it
 * @param failures tries that failed since the last that did not
 * @param problem the last one; empty if all is well
 * @param told whether the failure was made known
 * @param removed what the integration was, as {@link RemovedIntegration} reads it; empty while it is there
 */
public record Subscription(
        String integrationId,
        String organizationId,
        String connectorId,
        SubscriptionState state,
        Instant since,
        String target,
        String attempt,
        boolean begun,
        Optional<String> handle,
        String fingerprint,
        long revision,
        Optional<Instant> expiresAt,
        Instant nextAt,
        int failures,
        Optional<String> problem,
        boolean told,
        Optional<String> removed) {
    /** Empty for one that another release of the platform wrote, with a state that this one does not know. */
    static Optional<Subscription> readable(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return Arrays.stream(SubscriptionState.values())
                        .anyMatch(known -> known.name().equals(state))
                ? Optional.of(of(row))
                : Optional.empty();
    }

    /** As a row has it. */
    static Subscription of(ResultSet row) throws SQLException {
        return new Subscription(
                row.getString("integration_id"),
                row.getString("organization_id"),
                row.getString("connector_id"),
                SubscriptionState.valueOf(row.getString("state")),
                Jdbc.instant(row, "since"),
                row.getString("target"),
                row.getString("attempt"),
                row.getBoolean("begun"),
                Optional.ofNullable(row.getString("handle")),
                row.getString("fingerprint"),
                row.getLong("revision"),
                Optional.ofNullable(Jdbc.instant(row, "expires_at")),
                Jdbc.instant(row, "next_at"),
                row.getInt("failures"),
                Optional.ofNullable(row.getString("problem")),
                row.getBoolean("told"),
                Optional.ofNullable(row.getString("removed")));
    }

    /** Since when it is in a state, if it moves to that now. */
    Instant since(SubscriptionState next, Instant now) {
        return next == state ? since : now;
    }

    /** Whether webhooks may still come by it. */
    boolean lives(Instant now) {
        return handle.isPresent() && expiresAt.map(now::isBefore).orElse(true);
    }
}
