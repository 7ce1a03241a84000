package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.internal.UnitSource.Script;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class MigrationsTest {
    private static final Script SHIPS = new Script(
            "V1__ships.sql",
            "CREATE TABLE ${table} (id VARCHAR(36) NOT NULL PRIMARY KEY, cargo ${json}, sailed_at ${timestamp});");
    private static final Script FIRST_SHIP =
            new Script("V2__first_ship.sql", "INSERT INTO ${table} (id) VALUES ('argo');");
    private static final Script NAMES = new Script(
            "V3__names.sql",
            "ALTER TABLE ${table} ADD COLUMN name VARCHAR(80);\nUPDATE ${table} SET name = 'Argo' WHERE id = 'argo';");

    private final Database database;
    private final Migrations migrations;

    MigrationsTest(TestDatabase database) {
        this.database = database.database();
        migrations = new Migrations(this.database);
    }

    @DatabaseTest
    void keepsTheRowsWhenANewerReleaseAddsScripts() throws SQLException {
        migrations.migrate(unit("upgraded", SHIPS, FIRST_SHIP));
        migrations.migrate(unit("upgraded", SHIPS, FIRST_SHIP, NAMES));

        assertThat(strings("SELECT name FROM upgraded")).containsExactly("Argo");
    }

    @DatabaseTest
    void runsEachScriptOnce() throws SQLException {
        for (int start = 0; start < 3; start++) {
            migrations.migrate(unit("repeated", SHIPS, FIRST_SHIP));
        }

        assertThat(strings("SELECT id FROM repeated")).containsExactly("argo");
    }

    @DatabaseTest
    void letsAnOlderReleaseRunOnNewerTables() throws SQLException {
        migrations.migrate(unit("older", SHIPS, FIRST_SHIP, NAMES));
        migrations.migrate(unit("older", SHIPS, FIRST_SHIP));

        assertThat(strings("SELECT name FROM older")).containsExactly("Argo");
    }

    @DatabaseTest
    void runsOnceWhenNodesStartTogether() throws Exception {
        int nodes = 4;
        var together = new CyclicBarrier(nodes);
        var threads = Executors.newFixedThreadPool(nodes);
        try {
            Callable<Void> start = () -> {
                together.await();
                migrations.migrate(unit("together", SHIPS, FIRST_SHIP));
                new Migrations(database).migrate(unit("together_too", SHIPS, FIRST_SHIP));
                return null;
            };
            List<Future<Void>> starts = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                starts.add(threads.submit(start));
            }
            for (var outcome : starts) {
                outcome.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("A node failed", e);
        } finally {
            threads.shutdown();
        }

        assertThat(strings("SELECT id FROM together")).containsExactly("argo");
        assertThat(strings("SELECT id FROM together_too")).containsExactly("argo");
    }

    @DatabaseTest
    void aFailedScriptLeavesNoTraceAndRunsAgainWhenMended() throws SQLException {
        var broken = new Script("V2__first_ship.sql", FIRST_SHIP.sql() + "\nINSERT INTO nowhere (id) VALUES ('x');");

        assertThatThrownBy(() -> migrations.migrate(unit("broken", SHIPS, broken)))
                .isInstanceOf(DatabaseException.class);
        assertThat(strings("SELECT id FROM broken")).isEmpty();

        migrations.migrate(unit("broken", SHIPS, FIRST_SHIP));
        assertThat(strings("SELECT id FROM broken")).containsExactly("argo");
    }

    @DatabaseTest
    void refusesAScriptThatChangedAfterItRan() {
        migrations.migrate(unit("changed", SHIPS, FIRST_SHIP));
        var changed = new Script(FIRST_SHIP.fileName(), FIRST_SHIP.sql().replace("argo", "other"));

        assertThatThrownBy(() -> migrations.migrate(unit("changed", SHIPS, changed)))
                .isInstanceOf(DatabaseException.class)
                .hasStackTraceContaining("checksum mismatch");
    }

    private static UnitSource unit(String name, Script... scripts) {
        var own = List.of(scripts).stream()
                .map(script -> new Script(script.fileName(), script.sql().replace("${table}", name)))
                .toList();
        return new UnitSource(name, own, List.of(), MigrationsTest.class.getClassLoader(), null);
    }

    private List<String> strings(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var connection = database.connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
