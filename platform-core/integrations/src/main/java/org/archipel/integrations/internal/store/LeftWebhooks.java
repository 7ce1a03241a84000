package org.archipel.integrations.internal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/**
 * Webhooks that a remote system may still send when their integration is removed. What it takes to end them is kept: the subscription with
 * what the integration was, its credentials, and its connection. Who ended them, or gave it up, removes all of that.
 */
public final class LeftWebhooks {
    private static final String OF_ONE = " WHERE organization_id = ? AND integration_id = ?";

    private LeftWebhooks() {}

    /**
     * Keeps what it takes to end the webhooks of an integration that is about to be removed in this transaction.
     *
     * @return whether there is something to be ended
     */
    public static boolean keep(Transaction transaction, String organizationId, String integrationId) {
        Sql sql = Sql.on(transaction);
        // The one that is not begun is locked by this as well: nobody begins it any more.
        sql.update("DELETE FROM webhook_subscriptions" + OF_ONE + " AND begun = FALSE", organizationId, integrationId);
        sql.list(
                        "SELECT name, type, connector_id, connector_provider, config, sync_settings FROM integrations"
                                + " WHERE organization_id = ? AND id = ?",
                        LeftWebhooks::described,
                        organizationId,
                        integrationId)
                .forEach(description -> sql.update(
                        "UPDATE webhook_subscriptions SET removed = ?, state = 'REMOVING', failures = 0, next_at = ?"
                                + OF_ONE + " AND removed IS NULL",
                        description,
                        Instant.EPOCH,
                        organizationId,
                        integrationId));
        return sql.number("SELECT COUNT(*) FROM webhook_subscriptions" + OF_ONE, organizationId, integrationId)
                        .orElse(0)
                > 0;
    }

    /** References of the credentials that the webhooks of an organization may have to be ended with. */
    public static List<String> credentials(Transaction transaction, String organizationId) {
        return Sql.on(transaction)
                .list(
                        "SELECT integration_id FROM webhook_subscriptions WHERE organization_id = ? AND state <> 'NONE'",
                        row -> row.getString(1),
                        organizationId)
                .stream()
                .flatMap(id -> references(id).stream())
                .toList();
    }

    /** Where the credentials of an integration are, its tokens, and the secrets of its webhooks. */
    public static List<String> references(String integrationId) {
        String credentials = "integration/" + integrationId;
        return List.of(credentials, credentials + "/oauth", credentials + "/webhook");
    }

    private static String described(ResultSet row) throws SQLException {
        return Json.write(Json.object()
                .put("name", row.getString("name"))
                .put("type", row.getString("type"))
                .put("connectorId", row.getString("connector_id"))
                .put("connectorProvider", row.getString("connector_provider"))
                .put("config", row.getString("config"))
                .put("syncSettings", row.getString("sync_settings")));
    }
}
