package org.archipel.integrations.internal.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.integrations.internal.store.KeptText;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The rows of connections, with the lease of the node that refreshes. */
final class GrantStore {
    private static final int MAX_TEXT = 500;

    Optional<Grant> find(Transaction transaction, String organizationId, String integrationId) {
        return Sql.on(transaction)
                .first(
                        "SELECT * FROM oauth_grants WHERE organization_id = ? AND integration_id = ?",
                        GrantStore::grant,
                        organizationId,
                        integrationId);
    }

    /** Takes the place of any connection before; its generation goes on, so that no node takes its tokens for these. */
    void connect(
            Transaction transaction,
            String organizationId,
            String integrationId,
            TokenSet tokens,
            String actor,
            Instant now) {
        long generation = find(transaction, organizationId, integrationId)
                .map(Grant::generation)
                .orElse(0L);
        delete(transaction, organizationId, integrationId);
        Sql.on(transaction)
                .update(
                        "INSERT INTO oauth_grants (integration_id, organization_id, state, generation, scopes, expires_at,"
                                + " connected_by, connected_at, refreshed_at) VALUES (?, ?, 'CONNECTED', ?, ?, ?, ?, ?, ?)",
                        integrationId,
                        organizationId,
                        generation + 1,
                        tokens.scopes()
                                .substring(0, Math.min(2000, tokens.scopes().length())),
                        tokens.expiresAt().orElse(null),
                        actor,
                        now,
                        now);
    }

    /**
     * Takes the lease, if the tokens are still of the given generation and nobody else refreshes them.
     *
     * @return whether the owner may refresh
     */
    boolean lease(
            Transaction transaction, String integrationId, long generation, String owner, Instant now, Instant until) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE oauth_grants SET lease_owner = ?, lease_until = ? WHERE integration_id = ? AND"
                                        + " generation = ? AND state = 'CONNECTED' AND (lease_until IS NULL OR"
                                        + " lease_until < ?)",
                                owner,
                                until,
                                integrationId,
                                generation,
                                now)
                == 1;
    }

    void release(Transaction transaction, String integrationId, String owner) {
        Sql.on(transaction)
                .update(
                        "UPDATE oauth_grants SET lease_owner = NULL, lease_until = NULL WHERE integration_id = ? AND"
                                + " lease_owner = ?",
                        integrationId,
                        owner);
    }

    /**
     * The new tokens are to be stored: the next generation begins and the lease ends.
     *
     * @return whether they may be: the connection is the one that the owner of the lease refreshed
     */
    boolean refreshed(
            Transaction transaction,
            String integrationId,
            long generation,
            String owner,
            TokenSet tokens,
            Instant now) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE oauth_grants SET generation = ?, expires_at = ?, refreshed_at = ?, lease_owner = NULL,"
                                        + " lease_until = NULL WHERE integration_id = ? AND generation = ? AND lease_owner = ?",
                                generation + 1,
                                tokens.expiresAt().orElse(null),
                                now,
                                integrationId,
                                generation,
                                owner)
                == 1;
    }

    /** @return whether it could be used until now */
    boolean fail(Transaction transaction, String integrationId, long generation, String reason) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE oauth_grants SET state = 'FAILED', failure = ?, lease_owner = NULL, lease_until ="
                                        + " NULL WHERE integration_id = ? AND generation = ? AND state = 'CONNECTED'",
                                KeptText.of(reason, MAX_TEXT),
                                integrationId,
                                generation)
                == 1;
    }

    boolean delete(Transaction transaction, String organizationId, String integrationId) {
        return Sql.on(transaction)
                        .update(
                                "DELETE FROM oauth_grants WHERE organization_id = ? AND integration_id = ?",
                                organizationId,
                                integrationId)
                > 0;
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                row.getString("integration_id"),
                Grant.State.valueOf(row.getString("state")),
                row.getLong("generation"),
                row.getString("scopes"),
                Optional.ofNullable(Jdbc.instant(row, "expires_at")),
                row.getString("connected_by"),
                Jdbc.instant(row, "connected_at"),
                Jdbc.instant(row, "refreshed_at"),
                Optional.ofNullable(row.getString("failure")));
    }
}
