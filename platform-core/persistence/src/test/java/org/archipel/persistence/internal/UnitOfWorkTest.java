package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.internal.library.Book;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.Timeout;

class UnitOfWorkTest {
    private final UnitOfWork work;

    UnitOfWorkTest(TestDatabase database) {
        work = database.unit("library", "org.archipel.persistence.internal.library");
    }

    @DatabaseTest
    void keepsEveryKindOfColumn() {
        var id = Ids.next();
        var book = new Book(id, id, Instant.parse("2026-03-29T02:30:00.123456Z"));
        var notes = JsonNodeFactory.instance.objectNode().put("shelf", 3);
        book.fill(notes, "long ".repeat(10_000), new byte[] {1, 2, 3});

        work.run(transaction -> transaction.entityManager().persist(book));

        var found = work.call(transaction -> transaction.entityManager().find(Book.class, id));
        assertThat(found.addedAt()).isEqualTo(Instant.parse("2026-03-29T02:30:00.123456Z"));
        assertThat(found.notes()).isEqualTo(notes);
        assertThat(found.summary()).isEqualTo("long ".repeat(10_000));
        assertThat(found.cover()).containsExactly(1, 2, 3);
    }

    @DatabaseTest
    void rollsBackWhatThrows() {
        var id = Ids.next();

        assertThatThrownBy(() -> work.run(transaction -> {
                    transaction.entityManager().persist(new Book(id, id, Instant.now()));
                    transaction.connection();
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(work.<Book>call(transaction -> transaction.entityManager().find(Book.class, id)))
                .isNull();
    }

    @DatabaseTest
    void tellsAConflictOfVersions() {
        var id = Ids.next();
        work.run(transaction -> transaction.entityManager().persist(new Book(id, id, Instant.now())));
        var stale = work.call(transaction -> transaction.entityManager().find(Book.class, id));
        work.run(transaction -> transaction.entityManager().find(Book.class, id).rename("other " + id));

        assertThatThrownBy(() -> work.run(transaction -> {
                    stale.rename("mine " + id);
                    transaction.entityManager().merge(stale);
                }))
                .isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void tellsADuplicate() {
        var title = Ids.next();
        work.run(transaction -> transaction.entityManager().persist(new Book(Ids.next(), title, Instant.now())));

        assertThatThrownBy(() -> work.run(
                        transaction -> transaction.entityManager().persist(new Book(Ids.next(), title, Instant.now()))))
                .isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    @Timeout(60)
    void tellsAtOnceOfAValueThatCannotBeKept() {
        assertThatThrownBy(() -> work.run(transaction ->
                        transaction.entityManager().persist(new Book(Ids.next(), "long".repeat(1_000), Instant.now()))))
                .isInstanceOf(ValidationException.class);
    }

    /** PostgreSQL has no such texts; Derby looks for it and finds nothing. */
    @DatabaseTest
    @Timeout(60)
    void tellsAtOnceOfAValueThatCannotBeLookedFor() {
        Throwable told = catchThrowable(() -> {
            List<Book> found = work.call(transaction -> transaction
                    .entityManager()
                    .createQuery("SELECT b FROM Book b WHERE b.title = :title", Book.class)
                    .setParameter("title", "zero \u0000")
                    .getResultList());
            assertThat(found).isEmpty();
        });

        if (told != null) {
            assertThat(told).isInstanceOf(ValidationException.class);
        }
    }

    @DatabaseTest
    void runsActionsAfterTheCommitOnly() {
        List<String> done = new ArrayList<>();

        work.run(transaction -> transaction.afterCommit(() -> done.add("committed")));
        assertThatThrownBy(() -> work.run(transaction -> {
                    transaction.afterCommit(() -> done.add("rolled back"));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(done).containsExactly("committed");
    }

    @DatabaseTest
    void entitiesAndPlainJdbcAreOneTransaction() {
        var id = Ids.next();

        assertThatThrownBy(() -> work.run(transaction -> {
                    transaction.entityManager().persist(new Book(id, id, Instant.now()));
                    assertThat(count(transaction, id)).isEqualTo(1);
                    update(transaction, "UPDATE books SET title = 'new " + id + "' WHERE id = '" + id + "'");
                    assertThat(transaction
                                    .entityManager()
                                    .createQuery("SELECT b.title FROM Book b WHERE b.id = :id", String.class)
                                    .setParameter("id", id)
                                    .getSingleResult())
                            .isEqualTo("new " + id);
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(work.<Integer>call(transaction -> count(transaction, id))).isZero();
    }

    @DatabaseTest
    void plainJdbcBeforeEntitiesIsTheSameTransaction() {
        var id = Ids.next();

        work.run(transaction -> {
            update(
                    transaction,
                    "INSERT INTO books (id, title, added_at, row_version) VALUES ('" + id + "', '" + id
                            + "', CURRENT_TIMESTAMP, 1)");
            transaction.entityManager().find(Book.class, id).rename("renamed " + id);
        });

        var title = work.call(
                transaction -> transaction.entityManager().find(Book.class, id).title());
        assertThat(title).isEqualTo("renamed " + id);
    }

    @DatabaseTest
    void theConnectionCannotEndTheTransaction() {
        work.run(transaction -> {
            var connection = transaction.connection();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connection.setAutoCommit(true)).isInstanceOf(SQLException.class);
        });
    }

    @DatabaseTest
    void transactionsDoNotNest() {
        assertThatThrownBy(() -> work.run(outer -> work.run(inner -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("do not nest");
        work.run(transaction -> transaction.afterCommit(() -> work.run(next -> {})));
    }

    @DatabaseTest
    void aTransactionEndsWithItsWork() {
        var escaped = work.<Transaction>call(transaction -> transaction);

        assertThatThrownBy(escaped::connection).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(escaped::entityManager).isInstanceOf(IllegalStateException.class);
    }

    @DatabaseTest
    void losersOfADeadlockRunAgain() throws InterruptedException, ExecutionException, TimeoutException {
        var first = Ids.next();
        var second = Ids.next();
        for (var id : List.of(first, second)) {
            work.run(transaction -> transaction.entityManager().persist(new Book(id, id, Instant.now())));
        }
        var bothHoldOne = new CountDownLatch(2);
        var runs = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(2);
        try {
            var crossing = threads.submit(() -> lockBoth(first, second, bothHoldOne, runs));
            lockBoth(second, first, bothHoldOne, runs);
            crossing.get(120, TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
        }

        assertThat(runs).hasValueGreaterThan(2);
        assertThat(work.<Long>call(transaction ->
                        transaction.entityManager().find(Book.class, first).rowVersion()))
                .isEqualTo(3);
    }

    private void lockBoth(String one, String other, CountDownLatch bothHoldOne, AtomicInteger runs) {
        work.run(transaction -> {
            runs.incrementAndGet();
            update(transaction, "UPDATE books SET row_version = row_version + 1 WHERE id = '" + one + "'");
            bothHoldOne.countDown();
            await().atMost(Duration.ofMinutes(1)).until(() -> bothHoldOne.getCount() == 0);
            update(transaction, "UPDATE books SET row_version = row_version + 1 WHERE id = '" + other + "'");
        });
    }

    @DatabaseTest
    void aLostRaceIsGivenUpAfterSomeAttempts() {
        var runs = new AtomicInteger();

        assertThatThrownBy(() -> work.run(transaction -> {
                    runs.incrementAndGet();
                    throw new DatabaseException(new SQLException("lost", "40001"));
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(runs).hasValueBetween(3, 20);
    }

    @DatabaseTest
    void aUnitWithoutEntitiesHasNoEntityManager(TestDatabase database) {
        var plain = database.unit("plain");

        plain.run(transaction -> update(transaction, "INSERT INTO plain_rows (id) VALUES ('" + Ids.next() + "')"));
        assertThatThrownBy(() -> plain.run(Transaction::entityManager))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no entities");
    }

    private static void update(Transaction transaction, String sql) {
        try (var statement = transaction.connection().createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static int count(Transaction transaction, String id) {
        try (var query = transaction.connection().prepareStatement("SELECT COUNT(*) FROM books WHERE id = ?")) {
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
