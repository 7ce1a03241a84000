package org.archipel.integrations.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.archipel.integrations.internal.fakes.House;
import org.archipel.integrations.internal.fakes.ScriptedConnector;
import org.archipel.integrations.internal.model.Integration;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class IntegrationsCleanerTest {
    private static final int PLACES = 1_200;

    @DatabaseTest
    void aDeletedOrganizationLeavesNoRowInAnyTable(TestDatabase database) {
        try (House kept = new House(database);
                House deleted = new House(database)) {
            fill(kept);
            Map<String, Long> before = rows(kept);
            fill(deleted);
            assertThat(rows(deleted)).isNotEqualTo(before);

            IntegrationsCleaner cleaner = new IntegrationsCleaner(deleted.work, deleted.vault);
            assertThat(cleaner.clean(deleted.organization)).isTrue();

            assertThat(rows(deleted)).isEqualTo(before);
            assertThat(cleaner.clean(deleted.organization)).isTrue();
        }
    }

    @DatabaseTest
    void everyTableOfTheContextIsCleaned(TestDatabase database) {
        try (House house = new House(database)) {
            List<String> tables = house.work.call(IntegrationsCleanerTest::tables);
            assertThat(tables).isNotEmpty().allMatch(IntegrationsCleaner.tables()::contains);
        }
    }

    private static void fill(House house) {
        Integration integration = house.active();
        house.remote.places(PLACES);
        house.sync(integration);
        house.remote.put("p000001", ScriptedConnector.place("New", 1));
        house.remote.put("bad", Json.object());
        house.sync(integration);
        house.log.stop();
    }

    /** How many rows each table of the context has. */
    private static Map<String, Long> rows(House house) {
        return house.work.call(transaction -> {
            Map<String, Long> counts = new TreeMap<>();
            for (String table : tables(transaction)) {
                counts.put(
                        table,
                        Sql.on(transaction)
                                .number("SELECT COUNT(*) FROM " + table)
                                .orElseThrow());
            }
            return counts;
        });
    }

    /** Those of the context, without what migrations keep. */
    private static List<String> tables(Transaction transaction) {
        String schema = transaction.dialect() == Dialect.DERBY ? "APP" : "public";
        List<String> names = new ArrayList<>();
        try (ResultSet tables =
                transaction.connection().getMetaData().getTables(null, schema, null, new String[] {"TABLE"})) {
            while (tables.next()) {
                String name = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!name.startsWith("schema_")) {
                    names.add(name);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
        return names;
    }
}
