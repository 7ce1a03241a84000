package org.archipel.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.archipel.api.error.ConflictException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

class SqlTest {
    private static final String INSERT =
            "INSERT INTO value_rows (id, number_value, flag, long_text, bytes, happened_at) VALUES (?, ?, ?, ?, ?, ?)";

    private final UnitOfWork work;

    SqlTest(TestDatabase database) {
        work = database.unit("sql");
    }

    @DatabaseTest
    void bindsEveryKindOfValue() {
        var id = Ids.next();
        var at = Instant.parse("2026-10-25T01:30:00Z");
        work.run(transaction ->
                Sql.on(transaction).update(INSERT, id, 7L, true, "long ".repeat(20_000), new byte[] {1, 2}, at));

        var row = work.call(transaction -> Sql.on(transaction)
                .first("SELECT * FROM value_rows WHERE id = ?", this::values, id)
                .orElseThrow());
        assertThat(row).containsExactly(7L, true, "long ".repeat(20_000), 2, at);
    }

    @DatabaseTest
    void bindsJsonAsItsText() {
        var id = Ids.next();
        var json = JsonNodeFactory.instance.objectNode().put("name", "Nadia");
        work.run(transaction -> Sql.on(transaction).update(INSERT, id, 1L, true, json, new byte[0], Instant.EPOCH));

        var text = work.call(transaction -> Sql.on(transaction)
                .first("SELECT long_text FROM value_rows WHERE id = ?", row -> row.getString(1), id));
        assertThat(text).contains("{\"name\":\"Nadia\"}");
    }

    @DatabaseTest
    void aNumberIsEmptyWithoutARowAndForNull() {
        var id = Ids.next();
        var select = "SELECT number_value FROM value_rows WHERE id = ?";
        work.run(transaction -> {
            var sql = Sql.on(transaction);
            assertThat(sql.number(select, id)).isEmpty();
            sql.update(INSERT, id, null, true, "", new byte[0], Instant.EPOCH);
            assertThat(sql.number(select, id)).isEmpty();
            sql.update("UPDATE value_rows SET number_value = 7 WHERE id = ?", id);
            assertThat(sql.number(select, id)).hasValue(7);
        });
    }

    private List<Object> values(ResultSet row) throws SQLException {
        return List.of(
                row.getLong("number_value"),
                row.getBoolean("flag"),
                row.getString("long_text"),
                row.getBytes("bytes").length,
                Timestamps.get(row, "happened_at"));
    }

    @DatabaseTest
    void bindsNullsToColumnsOfAnyType() {
        var id = Ids.next();
        work.run(transaction -> Sql.on(transaction).update(INSERT, id, null, null, null, null, null));

        var found = work.call(transaction -> Sql.on(transaction)
                .list(
                        "SELECT id FROM value_rows WHERE id = ? AND number_value IS NULL AND flag IS NULL"
                                + " AND long_text IS NULL AND bytes IS NULL AND happened_at IS NULL",
                        row -> row.getString(1),
                        id));
        assertThat(found).containsExactly(id);
    }

    @DatabaseTest
    void bindsEnumsByTheirName() {
        work.run(transaction ->
                Sql.on(transaction).update(INSERT, Ids.next(), 1L, false, Dialect.POSTGRESQL, null, null));

        var texts = work.call(transaction -> Sql.on(transaction)
                .list(
                        "SELECT long_text FROM value_rows WHERE number_value = ? AND flag = FALSE",
                        row -> row.getString(1),
                        1L));
        assertThat(texts).contains("POSTGRESQL");
    }

    @DatabaseTest
    void sendsABatchWhole() {
        long mark = System.nanoTime();
        List<Object[]> rows = new ArrayList<>();
        IntStream.range(0, 1201).forEach(row -> rows.add(new Object[] {Ids.next(), mark, null, null, null, null}));

        work.run(transaction -> Sql.on(transaction).batch(INSERT, rows));

        assertThat(count(mark)).isEqualTo(1201);
        var three = work.call(transaction -> Sql.on(transaction)
                .list(
                        3,
                        "SELECT id FROM value_rows WHERE number_value = ? ORDER BY id",
                        row -> row.getString(1),
                        mark));
        assertThat(three).hasSize(3);
    }

    @DatabaseTest
    void aDuplicateInABatchIsAConflictAndLeavesNothing() {
        long mark = System.nanoTime();
        var id = Ids.next();
        List<Object[]> rows = List.of(
                new Object[] {id, mark, null, null, null, null}, new Object[] {id, mark, null, null, null, null});

        assertThatThrownBy(() -> work.run(transaction -> Sql.on(transaction).batch(INSERT, rows)))
                .isInstanceOf(ConflictException.class);
        assertThat(count(mark)).isZero();
    }

    @DatabaseTest
    void insertsOnceAndGoesOn() {
        long mark = System.nanoTime();
        var id = Ids.next();

        work.run(transaction -> {
            var sql = Sql.on(transaction);
            assertThat(sql.insertIfAbsent(INSERT, id, mark, null, null, null, null))
                    .isTrue();
            assertThat(sql.insertIfAbsent(INSERT, id, mark, null, null, null, null))
                    .isFalse();
            sql.update(INSERT, Ids.next(), mark, null, null, null, null);
        });

        assertThat(count(mark)).isEqualTo(2);
    }

    private int count(long mark) {
        return work.call(transaction -> Sql.on(transaction)
                .first("SELECT COUNT(*) FROM value_rows WHERE number_value = ?", row -> row.getInt(1), mark)
                .orElseThrow());
    }
}
