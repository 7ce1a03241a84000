package org.archipel.connector.database.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;

/** A session with one database; its connection is opened when it is first needed. Used by one thread at a time. */
final class DatabaseSession implements ConnectorSession {
    private static final int SECONDS = 60;
    private static final int VALID_SECONDS = 5;

    private final Databases databases;
    private final ConnectorContext context;
    private final ObjectNode config;
    private Connection connection;

    /** Something that is done with the connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    DatabaseSession(Databases databases, ConnectorContext context) {
        this.databases = databases;
        this.context = context;
        this.config = context.config();
    }

    private <T> T run(Work<T> work) {
        try {
            if (connection == null || !connection.isValid(VALID_SECONDS)) {
                close();
                connection = databases.connect(
                        config.path("url").asText(),
                        context.credential("username").orElse(""),
                        context.credential("password").orElse(""));
            }
            return work.with(connection);
        } catch (SQLException e) {
            context.logger().warn("the database failed with SQL state {}", e.getSQLState());
            throw Sql.failure(e);
        }
    }

    @Override
    public ConnectionTest test() {
        long started = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        try {
            String product = run(present -> present.getMetaData().getDatabaseProductName());
            findings.add(passed(Aspect.AUTHENTICATION, "connected with " + product, started));
            for (JsonNode entity : config.path("entities")) {
                run(present -> entity(present, Table.of(entity)));
            }
            findings.add(passed(Aspect.RESPONSE, "all tables and queries can be read", started));
        } catch (PlatformException e) {
            Aspect aspect = e.code() == ErrorCode.AUTHENTICATION_FAILED
                    ? Aspect.AUTHENTICATION
                    : e.code() == ErrorCode.CONNECTION_FAILED
                            ? Aspect.TCP
                            : e.code() == ErrorCode.PERMISSION_DENIED ? Aspect.PERMISSION : Aspect.RESPONSE;
            findings.add(new Finding(aspect, Outcome.FAILED, e.getMessage(), suggestion(aspect), elapsed(started)));
        }
        return new ConnectionTest(findings);
    }

    private static String suggestion(Aspect aspect) {
        return switch (aspect) {
            case AUTHENTICATION -> "Check the user name and the password.";
            case TCP -> "Check that the database runs, and its host and port in the address.";
            case PERMISSION -> "Let the administrator list the address in archipel.database.urls.";
            default -> "Check the names of tables and columns, and the user's rights.";
        };
    }

    private static Finding passed(Aspect aspect, String detail, long started) {
        return new Finding(aspect, Outcome.PASSED, detail, "", elapsed(started));
    }

    private static long elapsed(long started) {
        return (System.nanoTime() - started) / 1_000_000;
    }

    private TableReader reader(Connection present, Table table) {
        return new TableReader(present, table, config.path("schema").asText());
    }

    @Override
    public ReadPage read(ReadRequest request) {
        Table table = Table.of(config, request.entity());
        return run(present -> reader(present, table).read(request));
    }

    @Override
    public boolean canFetch(String entity) {
        return true;
    }

    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        Table table = Table.of(config, entity);
        return run(present -> reader(present, table).one(externalId));
    }

    /** The id is one of the record's own fields: written twice, it is there once. */
    @Override
    public boolean mayRepeatCreations(String entity) {
        return true;
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        Table table = Table.of(config, entity);
        if (table.table().isEmpty()) {
            throw new ValidationException("/entity", "the rows of a query are not written");
        }
        return run(present ->
                new TableWriter(present, table, reader(present, table).source()).write(records));
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals("query")) {
            throw new ValidationException("/operation", "there is no operation '" + operation + "'");
        }
        return run(present -> query(present, parameters));
    }

    /**
     * In a transaction that only reads and is taken back. Behind a semicolon another statement could end it: then nothing would keep a third
     * one from what it does.
     */
    private static JsonNode query(Connection present, ObjectNode parameters) throws SQLException {
        String text = parameters.path("sql").asText().strip();
        String sql = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        if (sql.contains(";")) {
            throw new ValidationException("/sql", "one query, without a semicolon in it; values go into 'parameters'");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        var rows = result.putArray("rows");
        boolean readOnly = present.isReadOnly();
        if (!readOnly) {
            present.setReadOnly(true);
        }
        present.setAutoCommit(false);
        try (PreparedStatement statement = present.prepareStatement(sql)) {
            statement.setQueryTimeout(SECONDS);
            statement.setMaxRows(parameters.path("maxRows").asInt(1000));
            int index = 1;
            for (JsonNode value : parameters.path("parameters")) {
                Sql.bind(
                        statement,
                        index++,
                        value,
                        value.isNumber() ? Types.NUMERIC : value.isBoolean() ? Types.BOOLEAN : Types.VARCHAR);
            }
            try (ResultSet found = statement.executeQuery()) {
                Columns columns = Columns.of(found.getMetaData());
                while (found.next()) {
                    rows.add(Sql.row(found, columns));
                }
            }
            return result;
        } catch (SQLException e) {
            Optional<String> mistake = Sql.mistake(e);
            if (mistake.isPresent()) {
                throw new ValidationException("/sql", mistake.get());
            }
            throw e;
        } finally {
            present.rollback();
            present.setAutoCommit(true);
            if (!readOnly) {
                present.setReadOnly(false);
            }
        }
    }

    @Override
    public DataModel discover() {
        List<DataModel.Entity> entities = new ArrayList<>();
        for (JsonNode node : config.path("entities")) {
            Table table = Table.of(node);
            entities.add(run(present -> entity(present, table)));
        }
        return new DataModel(entities);
    }

    private DataModel.Entity entity(Connection present, Table table) throws SQLException {
        Columns columns = Columns.of(present, reader(present, table).source());
        List<DataModel.Field> fields = new ArrayList<>();
        for (Columns.Column column : columns.all()) {
            fields.add(new DataModel.Field(
                    column.field(),
                    column.field(),
                    type(column.type()),
                    format(column.type()),
                    column.required(),
                    column.generated()));
        }
        return new DataModel.Entity(
                table.name(), table.label(), columns.get(table.id()).field(), fields);
    }

    private static String type(int type) {
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> "boolean";
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> "integer";
            case Types.JAVA_OBJECT -> "object";
            case Types.ARRAY -> "array";
            default -> Sql.number(type) ? "number" : "string";
        };
    }

    private static String format(int type) {
        return type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE
                ? "date-time"
                : type == Types.DATE ? "date" : "";
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                context.logger().debug("a connection could not be closed", e);
            }
            connection = null;
        }
    }
}
