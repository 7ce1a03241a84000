package org.archipel.connector.database.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.error.ValidationException;
import org.archipel.connectors.testing.Documentation;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every database. */
abstract class DatabaseTest {
    private static final String ENTITIES = "'entities':[{'name':'person','table':'person','idColumn':'id',"
            + "'modifiedColumn':'changed','deletedColumn':'gone'},"
            + "{'name':'adult','query':'select id, name from person where age > 17','idColumn':'id'}]}";

    protected final String url;
    private final TestIntegration integration;

    DatabaseTest(String url) {
        this.url = url;
        this.integration = integration(url);
    }

    private TestIntegration integration(String allowed) {
        return new TestIntegration(
                new DatabaseConnector(new Databases(allowed, null)),
                null,
                Documents.object("{'url':'" + url + "'," + ENTITIES),
                Map.of());
    }

    @BeforeEach
    void table() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            if (hasTable(connection, "PERSON") || hasTable(connection, "person")) {
                statement.execute("DROP TABLE person");
            }
            statement.execute(
                    "CREATE TABLE person (id BIGINT PRIMARY KEY, name VARCHAR(20), age INTEGER NOT NULL DEFAULT 20, amount DECIMAL(20,2), changed TIMESTAMP, gone BOOLEAN)");
            for (int i = 1; i <= 90; i++) {
                // Thirty rows for each of three times.
                statement.execute("INSERT INTO person VALUES (" + (9007199254740992L + i) + ", 'P" + i + "', " + i
                        + ", 1.10, '2026-01-0" + ((i - 1) / 30 + 1) + " 00:00:00', " + (i == 90) + ")");
            }
        }
    }

    private static boolean hasTable(Connection connection, String name) throws SQLException {
        try (var tables = connection.getMetaData().getTables(null, null, name, null)) {
            return tables.next();
        }
    }

    @Test
    void everyRowIsReadOnceAlsoWhereManyHaveOneTime() {
        assertThat(integration.readAll("person", Optional.empty(), 7))
                .hasSize(90)
                .extracting(SourceRecord::externalId)
                .doesNotHaveDuplicates()
                .contains("9007199254740993");
        List<SourceRecord> changed =
                integration.readAll("person", Optional.of(Instant.parse("2026-01-02T00:00:00Z")), 7);
        assertThat(changed).hasSize(60).extracting(SourceRecord::externalId).doesNotHaveDuplicates();
        assertThat(changed).filteredOn(SourceRecord::deleted).hasSize(1);
        assertThat(integration.readAll("adult", Optional.empty(), 10)).hasSize(73);
    }

    @Test
    void rowsAreWrittenOverAndOver() {
        for (int i = 0; i < 2; i++) {
            assertThat(integration.write(
                            "person",
                            create("{'id':5,'name':'Five','amount':3.30,'changed':'2026-02-01T00:00:00Z','unknown':1}"),
                            update("9007199254740993", "{'name':'One'}")))
                    .extracting(WriteResult::outcome)
                    .containsExactly(Outcome.CREATED, Outcome.UPDATED);
        }
        assertThat(integration
                        .execute("query", "{'sql':'select name, amount from person where id = ?','parameters':[5]}")
                        .toString())
                .isEqualTo("{\"rows\":[{\"name\":\"Five\",\"amount\":3.30}]}");
        assertThat(integration.write("person", delete("5"), delete("5")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.DELETED, Outcome.UNCHANGED);
    }

    @Test
    void aBadRowDoesNotKeepTheOthersOut() {
        List<WriteResult> results = integration.write(
                "person",
                create("{'id':1,'name':'ok'}"),
                create("{'id':2,'name':'much too long for the column'}"),
                create("{'name':'x'}"),
                create("{'id':3,'age':'no number'}"),
                create("{'id':4,'name':'ok'}"));
        assertThat(results)
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.CREATED);
        assertThat(results.get(1).reason()).contains("SQL state").doesNotContain("too long for");
        assertThatThrownBy(() -> integration.write("adult", create("{'id':1}")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void aQueryChangesNothing() {
        assertThatThrownBy(() -> integration.execute("query", "{'sql':'delete from person'}"))
                .hasMessageMatching(".*(refused|may only read).*");
        assertThatThrownBy(() -> integration.execute("query", "{'sql':'select nothing from person'}"))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors()).singleElement().satisfies(error -> {
                            assertThat(error.pointer()).isEqualTo("/sql");
                            assertThat(error.message()).containsIgnoringCase("nothing");
                        }));
        for (String chain : List.of(
                "delete from person; commit; select 1", "commit; delete from person", "select 1; delete from person")) {
            assertThatThrownBy(() -> integration.execute("query", "{'sql':'" + chain + "'}"))
                    .as(chain)
                    .isInstanceOf(ValidationException.class);
        }
        assertThat(integration
                        .execute("query", "{'sql':'select count(*) as n from person ; '}")
                        .at("/rows/0/n")
                        .asInt())
                .isEqualTo(90);
        assertThat(integration.readAll("person", Optional.empty(), 100)).hasSize(90);
    }

    @Test
    void onlyDatabasesOfTheAdministratorsListAreReached() {
        for (String allowed : new String[] {"", "jdbc:derby:memory:other", url + ";more=1"}) {
            assertThatThrownBy(() -> integration(allowed).readAll("person", Optional.empty(), 1))
                    .isInstanceOf(PermissionDeniedException.class);
        }
    }

    @Test
    void theTestAndDiscoveryLookAtTheTables() {
        try (var session = integration.open()) {
            assertThat(session.test().successful()).isTrue();
            assertThat(session.discover().entities().get(0).fields())
                    .contains(
                            new DataModel.Field("id", "id", "integer", "", true, false),
                            new DataModel.Field("amount", "amount", "number", "", false, false),
                            new DataModel.Field("changed", "changed", "string", "date-time", false, false));
        }
        try (var session = integration("").open()) {
            assertThat(session.test().findings()).extracting(Finding::aspect).containsExactly(Aspect.PERMISSION);
        }
    }

    @Test
    void theDocumentationShowsConfigurations() {
        Documentation.assertConfigurations(
                "database.md", integration.connector().definition().configSchema());
    }
}
