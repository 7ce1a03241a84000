package org.archipel.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.archipel.api.error.ConflictException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.internal.library.Book;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;

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
}
