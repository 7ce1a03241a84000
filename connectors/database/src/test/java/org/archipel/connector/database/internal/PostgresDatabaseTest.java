package org.archipel.connector.database.internal;

import org.archipel.persistence.test.PostgresCluster;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same on a server of PostgreSQL, where one is installed. */
@EnabledIf("isInstalled")
class PostgresDatabaseTest extends DatabaseTest {
    private static final String URL =
            isInstalled() ? PostgresCluster.shared().newDatabase().getUrl() + "&user=archipel" : "";

    PostgresDatabaseTest() {
        super(URL);
    }

    static boolean isInstalled() {
        return PostgresCluster.isInstalled();
    }
}
