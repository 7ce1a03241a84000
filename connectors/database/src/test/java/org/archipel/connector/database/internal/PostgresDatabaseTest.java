package org.archipel.connector.database.internal;

import static org.archipel.connectors.testing.TestIntegration.create;
import static org.archipel.connectors.testing.TestIntegration.delete;
import static org.archipel.connectors.testing.TestIntegration.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.connectors.testing.Documents;
import org.archipel.connectors.testing.TestIntegration;
import org.archipel.persistence.test.PostgresCluster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same on a server of PostgreSQL, where one is installed, and what its own types need. */
@EnabledIf("isInstalled")
class PostgresDatabaseTest extends DatabaseTest {
    private static final String URL =
            isInstalled() ? PostgresCluster.shared().newDatabase().getUrl() + "&user=archipel" : "";
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private final TestIntegration orders = new TestIntegration(
            new DatabaseConnector(new Databases(url, null)),
            null,
            Documents.object("{'url':'" + url + "','entities':[{'name':'order','table':'orders','idColumn':'id',"
                    + "'modifiedColumn':'changed'}]}"),
            Map.of());

    PostgresDatabaseTest() {
        super(URL);
    }

    static boolean isInstalled() {
        return PostgresCluster.isInstalled();
    }

    @BeforeEach
    void ordersTable() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS orders");
            statement.execute("DROP TYPE IF EXISTS mood");
            statement.execute("CREATE TYPE mood AS ENUM ('sad', 'happy')");
            statement.execute(
                    "CREATE TABLE orders (id UUID PRIMARY KEY, state mood, data JSONB, paid BOOLEAN, amount NUMERIC,"
                            + " ratio DOUBLE PRECISION, flags BIT(3), content BYTEA, changed TIMESTAMPTZ)");
            statement.execute("INSERT INTO orders SELECT gen_random_uuid(), 'sad', '{}', false, n, n, b'101', '', "
                    + "'2026-01-01 00:00:00-03' FROM generate_series(1, 25) n");
        }
    }

    @Test
    void rowsWithUuidsAreReadPageByPageAllAndByTime() {
        assertThat(orders.readAll("order", Optional.empty(), 7))
                .extracting(SourceRecord::externalId)
                .hasSize(25)
                .doesNotHaveDuplicates();
        List<SourceRecord> changed = orders.readAll("order", Optional.of(SINCE), 7);
        assertThat(changed).extracting(SourceRecord::externalId).hasSize(25).doesNotHaveDuplicates();
        assertThat(changed.get(0).modifiedAt()).contains(Instant.parse("2026-01-01T03:00:00Z"));
    }

    @Test
    void everyTypeComesBackAsItWasWritten() {
        String id = UUID.randomUUID().toString();
        String data = "'state':'happy','data':{'n':9007199254740993,'list':[1.10,null],'text':'é'},'paid':true,"
                + "'amount':9007199254740993.25,'ratio':0.1,'flags':'011','content':'AAEC/w==',"
                + "'changed':'2026-05-01T10:00:00.123456Z'";
        for (int i = 0; i < 2; i++) {
            assertThat(orders.write("order", create("{'id':'" + id + "'," + data + "}")))
                    .allMatch(result -> result.outcome() == Outcome.CREATED);
        }
        assertThat(read(id).toString())
                .isEqualTo(Documents.exactly(("{'id':'" + id + "'," + data + "}").replace('\'', '"'))
                        .toString());
        assertThat(orders.write(
                        "order",
                        update(
                                id,
                                "{'state':null,'data':null,'paid':null,'amount':null,'content':null,'changed':null}"),
                        update(id, "{'data':'a text','amount':'NaN','ratio':'Infinity'}"),
                        update(id, "{'data':['a','list']}")))
                .extracting(WriteResult::outcome)
                .containsOnly(Outcome.UPDATED);
        assertThat(read(id).path("data").toString()).isEqualTo("[\"a\",\"list\"]");
        assertThat(orders.write("order", delete(id))).allMatch(result -> result.outcome() == Outcome.DELETED);
    }

    @Test
    void valuesThatDoNotFitAreToldApart() {
        String id = UUID.randomUUID().toString();
        assertThat(orders.write(
                        "order",
                        create("{'id':'no uuid'}"),
                        create("{'id':'" + UUID.randomUUID() + "','state':'angry'}"),
                        create("{'id':'" + UUID.randomUUID() + "','content':'no base64!'}"),
                        create("{'id':'" + id + "','changed':'2026-05-01'}")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.FAILED, Outcome.FAILED, Outcome.FAILED, Outcome.CREATED);
        assertThat(read(id).path("changed").asText()).isEqualTo("2026-05-01T00:00:00Z");
    }

    /** Numbers that JSON does not have do not end a read. */
    @Test
    void whatIsNoNumberIsReadAsText() throws SQLException {
        String id = UUID.randomUUID().toString();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders (id, amount, ratio) VALUES ('" + id + "', 'NaN', '-Infinity')");
        }
        assertThat(read(id).path("amount").asText()).isEqualTo("NaN");
        assertThat(read(id).path("ratio").asText()).isEqualTo("-Infinity");
    }

    @Test
    void arraysComeBackAsTheyWereWritten() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS shelf");
            statement.execute("DROP TYPE IF EXISTS temper");
            statement.execute("CREATE TYPE temper AS ENUM ('sad', 'happy')");
            statement.execute("CREATE TABLE shelf (id BIGINT PRIMARY KEY, tags TEXT[], sizes NUMERIC[], grid INTEGER[],"
                    + " truths BOOLEAN[], ids UUID[], moods temper[], times TIMESTAMPTZ[], codes CHAR(3)[])");
        }
        TestIntegration shelves = integration("{'name':'shelf','table':'shelf','idColumn':'id'}");
        String shelf =
                "{'id':1,'tags':['a','b \\\"c\\\"','','NULL','{x,y}','back\\\\slash',null],'sizes':[1.50,9007199254740993],"
                        + "'grid':[[1,2],[3,4]],'truths':[true,false],'ids':['7d0f0b1e-3f1e-4d7b-9a57-000000000001'],"
                        + "'moods':['happy','sad'],'times':['2026-05-01T10:00:00Z'],'codes':[]}";
        for (int i = 0; i < 2; i++) {
            assertThat(shelves.write("shelf", create(shelf))).allMatch(result -> result.outcome() == Outcome.CREATED);
        }
        assertThat(shelves.readAll("shelf", Optional.empty(), 10))
                .singleElement()
                .satisfies(record -> assertThat(record.data().toString())
                        .isEqualTo(Documents.exactly(shelf.replace('\'', '"')).toString()));
        assertThat(shelves.write(
                        "shelf",
                        update("1", "{'tags':null,'sizes':[]}"),
                        update("1", "{'moods':['angry']}"),
                        update("1", "{'grid':[[1],[2,3]]}")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.UPDATED, Outcome.FAILED, Outcome.FAILED);
    }

    /** PostgreSQL keeps names in small letters, unless they were quoted when the table was made. */
    @Test
    void namesWithCapitalLettersAreFound() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS \"Customer\"");
            statement.execute(
                    "CREATE TABLE \"Customer\" (\"Id\" BIGINT PRIMARY KEY, \"fullName\" TEXT, \"select\" TEXT,"
                            + " \"ChangedAt\" TIMESTAMPTZ, \"Gone\" BOOLEAN)");
            for (int i = 1; i <= 25; i++) {
                statement.execute("INSERT INTO \"Customer\" VALUES (" + i + ", 'C" + i
                        + "', 's', '2026-01-02T00:00:00Z', false)");
            }
        }
        TestIntegration customers = integration("{'name':'customer','table':'Customer','idColumn':'Id',"
                + "'modifiedColumn':'ChangedAt','deletedColumn':'gone'}");
        assertThat(customers.readAll("customer", Optional.empty(), 7))
                .hasSize(25)
                .allSatisfy(record ->
                        assertThat(record.data().path("fullname").asText()).startsWith("C"));
        assertThat(customers.readAll("customer", Optional.of(SINCE), 7)).hasSize(25);
        assertThat(customers.write(
                        "customer",
                        create("{'id':26,'fullname':'New','select':'x'}"),
                        update("1", "{'fullname':'Anew'}"),
                        update("3", "{'gone':true}"),
                        delete("2")))
                .extracting(WriteResult::outcome)
                .containsExactly(Outcome.CREATED, Outcome.UPDATED, Outcome.UPDATED, Outcome.DELETED);
        try (var session = customers.open()) {
            assertThat(session.canFetch("customer")).isTrue();
            assertThat(session.fetch("customer", "1")
                            .orElseThrow()
                            .data()
                            .path("fullname")
                            .asText())
                    .isEqualTo("Anew");
            assertThat(session.fetch("customer", "3").orElseThrow()).matches(SourceRecord::deleted);
            assertThat(session.fetch("customer", "2")).isEmpty();
        }
    }

    private TestIntegration integration(String entity) {
        return new TestIntegration(
                new DatabaseConnector(new Databases(url, null)),
                null,
                Documents.object("{'url':'" + url + "','entities':[" + entity + "]}"),
                Map.of());
    }

    private ObjectNode read(String id) {
        return (ObjectNode)
                orders.execute("query", "{'sql':'select * from orders where id = ?','parameters':['" + id + "']}")
                        .path("rows")
                        .path(0);
    }

    /** A change within a query is one, though it begins like any other. */
    @Test
    void aQueryThatHoldsAChangeIsRefused() {
        assertThatThrownBy(() -> orders.execute(
                        "query", "{'sql':'with gone as (delete from orders returning id) select * from gone'}"))
                .hasMessageContaining("25006");
        assertThat(orders.readAll("order", Optional.empty(), 100)).hasSize(25);
        orders.write("order", create("{'id':'" + UUID.randomUUID() + "','state':'sad'}"));
        assertThat(orders.readAll("order", Optional.empty(), 100))
                .as("afterwards it is written as ever")
                .hasSize(26);
    }
}
