package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.PostgresCluster;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @DatabaseTest
    void tellsThatTheDatabaseAnswers(TestDatabase database) {
        try (var health = new HealthMonitor(database.database())) {
            assertThat(health.status().up()).isFalse();

            health.start();

            assertThat(health.status().up()).isTrue();
            assertThat(health.status().dialect()).isEqualTo(database.dialect());
            assertThat(health.status().detail()).isEmpty();
        }
    }

    @Test
    void followsADatabaseThatGoesAndComesBack() throws SQLException {
        assumeTrue(PostgresCluster.isInstalled(), "PostgreSQL is not installed");
        var admin = PostgresCluster.shared().newDatabase();
        try (var test = TestDatabase.open(Dialect.POSTGRESQL);
                var health = new HealthMonitor(test.database())) {
            var work = test.unit("plain");
            var name = nameOf(test);
            health.start();

            allowConnections(admin, name, false);
            // The first to fail is a connection that was there, which tells of its own end.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(health.status().detail())
                            .hasValueSatisfying(
                                    detail -> assertThat(detail).contains("not currently accepting connections")));
            assertThat(health.status().up()).isFalse();
            assertThatThrownBy(() -> work.run(transaction -> transaction.connection()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("The database is not available at the moment.")
                    .satisfies(failure -> assertThat(((DatabaseException) failure).retryAfter())
                            .isPresent());

            allowConnections(admin, name, true);
            await().atMost(PATIENCE).until(() -> health.status().up());
            work.run(transaction -> assertThat(transaction.connection()).isNotNull());
        }
    }

    private static String nameOf(TestDatabase test) {
        return test.unit("plain").call(transaction -> {
            try {
                return transaction.connection().getCatalog();
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }

    /** Refusing them also ends those that exist. */
    private static void allowConnections(DataSource admin, String database, boolean allow) throws SQLException {
        try (var connection = admin.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS " + allow);
            if (!allow) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
            }
        }
    }
}
