package org.archipel.integrations.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.archipel.api.error.ConflictException;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

/** Two records of the hub cannot be linked with the same one of the remote side; where they were, one stays. */
class OneLinkMigrationTest {
    @DatabaseTest
    void ofSeveralLinksOneStaysAndThereAreNoneAgain(TestDatabase database) {
        try (House house = new House(database)) {
            String integration = house.active().id();
            house.work.run(transaction -> {
                asBefore(transaction);
                put(transaction, integration, "a1", "x", "DETACHED");
                put(transaction, integration, "a2", "x", "LINKED");
                put(transaction, integration, "a3", "x", "LINKED");
                put(transaction, integration, "b1", "y", "LINKED");
                put(transaction, integration, "c1", null, "HELD");
                put(transaction, integration, "c2", null, "HELD");

                script().forEach(statement -> execute(transaction, statement));

                assertThat(links(transaction, integration))
                        .containsExactly(
                                "a1 null DETACHED",
                                "a2 x LINKED",
                                "a3 null DETACHED",
                                "b1 y LINKED",
                                "c1 null HELD",
                                "c2 null HELD");
            });
            assertThatThrownBy(() -> house.work.run(transaction -> put(transaction, integration, "b2", "y", "LINKED")))
                    .isInstanceOf(ConflictException.class);
        }
    }

    /** The table as it was before this migration. */
    private static void asBefore(Transaction transaction) {
        execute(transaction, "ALTER TABLE record_bases DROP CONSTRAINT uq_record_bases_external");
        execute(
                transaction,
                "CREATE INDEX ix_record_bases_external ON record_bases (integration_id, entity, external_id)");
    }

    private static List<String> script() {
        try (InputStream script =
                OneLinkMigrationTest.class.getResourceAsStream("/db/integrations/V13__one_link.sql")) {
            String statements = new String(script.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .collect(Collectors.joining("\n"));
            return Arrays.stream(statements.split(";"))
                    .filter(statement -> !statement.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Transaction transaction, String sql) {
        try (Statement statement = transaction.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void put(Transaction transaction, String integration, String id, String external, String state) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO record_bases (external_id, base, hash, synced_version, state, integration_id, entity,"
                                + " record_id, organization_id) VALUES (?, '{}', '', 1, ?, ?, 'place', ?, 'o')",
                        external,
                        state,
                        integration,
                        id);
    }

    private static List<String> links(Transaction transaction, String integration) {
        return Sql.on(transaction)
                .list(
                        "SELECT record_id, external_id, state FROM record_bases WHERE integration_id = ? ORDER BY record_id",
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3),
                        integration);
    }
}
