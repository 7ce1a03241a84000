package org.archipel.integrations.internal.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * A connection that a person began.
 *
 * @param id random, the unsigned part of the state that goes to the provider and comes back
 * @param actor who began it
 */
record ConnectionState(
        String id,
        String organizationId,
        String integrationId,
        String actor,
        String userId,
        String redirectUri,
        Instant expiresAt) {
    /** Where the verifier of the code is in the vault. */
    String verifierReference() {
        return verifierReference(id);
    }

    private static String verifierReference(String id) {
        return "oauth-state/" + id;
    }

    /** The cookie by which the browser that began the connection is known again. */
    String cookieName() {
        return "archipel-oauth-" + id;
    }

    /** What the signature speaks of: the state serves this person and this integration only. */
    String signedText() {
        return String.join("\n", id, organizationId, integrationId, actor, Long.toString(expiresAt.toEpochMilli()));
    }

    /** As {@link #signedText()}, for the one browser that has the secret. */
    String signedText(String secret) {
        return signedText() + "\n" + secret;
    }

    static Optional<ConnectionState> find(Transaction transaction, String id) {
        return Sql.on(transaction).first("SELECT * FROM oauth_states WHERE id = ?", ConnectionState::state, id);
    }

    void insert(Transaction transaction) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO oauth_states (id, organization_id, integration_id, actor, user_id, redirect_uri,"
                                + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        id,
                        organizationId,
                        integrationId,
                        actor,
                        userId,
                        redirectUri,
                        expiresAt);
    }

    /** Takes a state out; a second time there is none. */
    static Optional<ConnectionState> take(Transaction transaction, String id) {
        Optional<ConnectionState> found = find(transaction, id);
        boolean taken = Sql.on(transaction).update("DELETE FROM oauth_states WHERE id = ?", id) == 1;
        return found.filter(state -> taken);
    }

    static List<ConnectionState> expired(Transaction transaction, Instant now) {
        return Sql.on(transaction)
                .list(200, "SELECT * FROM oauth_states WHERE expires_at < ?", ConnectionState::state, now);
    }

    private static ConnectionState state(ResultSet row) throws SQLException {
        return new ConnectionState(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("integration_id"),
                row.getString("actor"),
                row.getString("user_id"),
                row.getString("redirect_uri"),
                Jdbc.instant(row, "expires_at"));
    }
}
