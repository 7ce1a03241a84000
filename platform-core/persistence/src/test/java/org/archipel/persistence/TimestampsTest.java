package org.archipel.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.TimeZone;
import org.archipel.persistence.internal.library.Book;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class TimestampsTest {
    /** In UTC; on the clocks of Berlin this hour did not exist, for summer time began. */
    private static final Instant IN_THE_GAP = Instant.parse("2026-03-29T02:30:15.123456Z");

    private final TimeZone zone = TimeZone.getDefault();
    private final UnitOfWork work;

    TimestampsTest(TestDatabase database) {
        work = database.unit("library", "org.archipel.persistence.internal.library");
    }

    @BeforeEach
    void moveToBerlin() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @AfterEach
    void moveBack() {
        TimeZone.setDefault(zone);
    }

    @DatabaseTest
    void instantsOfEntitiesAreStoredInUtc() {
        var id = Ids.next();
        work.run(transaction -> transaction.entityManager().persist(new Book(id, id, IN_THE_GAP)));

        var found = work.call(transaction -> transaction.entityManager().find(Book.class, id));
        assertThat(found.addedAt()).isEqualTo(IN_THE_GAP);
        assertThat(storedText(id)).startsWith("2026-03-29 02:30:15.123456");
    }

    @DatabaseTest
    void theFirstAndTheLastTimeThatAreKeptComeBack() {
        for (String text : new String[] {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"}) {
            Instant time = Instant.parse(text);
            assertThat(Timestamps.keeps(time)).isTrue();
            String id = Ids.next();
            work.run(transaction -> insert(transaction, id, time));
            assertThat(read(id)).isEqualTo(time);
        }
        assertThat(Timestamps.keeps(Instant.parse("0000-12-31T23:59:59.999999999Z")))
                .isFalse();
        assertThat(Timestamps.keeps(Instant.parse("+10000-01-01T00:00:00Z"))).isFalse();
    }

    @DatabaseTest
    void instantsOfPlainJdbcAreStoredInUtc() {
        var id = Ids.next();
        work.run(transaction -> insert(transaction, id, IN_THE_GAP));

        assertThat(read(id)).isEqualTo(IN_THE_GAP);
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        assertThat(read(id)).isEqualTo(IN_THE_GAP);
        assertThat(storedText(id)).startsWith("2026-03-29 02:30:15.123456");
    }

    @DatabaseTest
    void aQueryComparesInstantsInUtc() {
        var id = Ids.next();
        work.run(transaction -> insert(transaction, id, IN_THE_GAP));

        var found = work.call(transaction -> transaction
                .entityManager()
                .createQuery("SELECT b FROM Book b WHERE b.addedAt = :at AND b.title = :title", Book.class)
                .setParameter("at", IN_THE_GAP)
                .setParameter("title", id)
                .getResultList());
        assertThat(found).hasSize(1);
    }

    @DatabaseTest
    void bothDatabasesKeepMicroseconds() {
        var id = Ids.next();
        var exact = Instant.parse("2026-01-01T00:00:00.999999999Z");
        work.run(transaction -> insert(transaction, id, exact));

        assertThat(read(id))
                .isEqualTo(Timestamps.stored(exact))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00.999999Z"));
    }

    private static void insert(Transaction transaction, String id, Instant at) {
        try (var insert = transaction
                .connection()
                .prepareStatement("INSERT INTO books (id, title, added_at, row_version) VALUES (?, ?, ?, 1)")) {
            insert.setString(1, id);
            insert.setString(2, id);
            Timestamps.set(insert, 3, at);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private Instant read(String id) {
        return work.call(transaction -> {
            try (var query = transaction.connection().prepareStatement("SELECT added_at FROM books WHERE id = ?")) {
                query.setString(1, id);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return Timestamps.get(rows, "added_at");
                }
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }

    /** What is in the table; Derby writes timestamps as text by way of the default zone. */
    private String storedText(String id) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        return work.call(transaction -> {
            try (var query = transaction
                    .connection()
                    .prepareStatement("SELECT CAST(added_at AS CHAR(26)) FROM books WHERE id = ?")) {
                query.setString(1, id);
                try (var rows = query.executeQuery()) {
                    rows.next();
                    return rows.getString(1);
                }
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }
}
