package org.archipel.connector.database.internal;

import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.connector.common.provider.Provider;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Connects to relational databases. A driver opens its connections itself, past the platform's checks of addresses: so only databases that
 * the administrator lists are reached, {@code archipel.database.urls}.
 */
@Extension(
        id = "org.archipel.connector.database",
        name = "Database connector",
        description = "Relational databases by JDBC: tables and queries, changes by a column, upserts in batches.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "*"),
        reason = "To reach the databases that the administrator lists, and no others.")
@NeedsPermission(
        resource = "secrets",
        actions = "read",
        conditions =
                @Condition(
                        type = "names",
                        values = {"username", "password"}),
        reason = "To log in to databases: drivers do so themselves.")
@Component(service = Connector.class, property = "connector.id=database")
public final class DatabaseConnector implements Connector {
    private final Provider provider = Provider.beside(DatabaseConnector.class);
    private final Databases databases;

    @Activate
    public DatabaseConnector(BundleContext context) {
        this(new Databases(
                context.getProperty("archipel.database.urls"), context.getProperty("archipel.database.drivers")));
    }

    DatabaseConnector(Databases databases) {
        this.databases = databases;
    }

    @Override
    public ConnectorDefinition definition() {
        return provider.definition();
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new DatabaseSession(databases, context);
    }
}
