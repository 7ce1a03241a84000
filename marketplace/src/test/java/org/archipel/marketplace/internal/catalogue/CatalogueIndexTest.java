package org.archipel.marketplace.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;

/** The index of a node keeps up with the database, whatever happened to its folder. */
class CatalogueIndexTest extends CatalogueRig {
    private static final int COPIES = 20;

    @DatabaseTest
    void anotherNodeSeesWhatThisOnePublished() {
        var second = node("two");
        publish("crm", "CRM bridge", "Customers");

        assertThat(ids(second, CatalogueQuery.text("bridge", 10))).containsExactly(space + ".crm");
    }

    @DatabaseTest
    void whatACrashLeftCatchesUp() throws IOException {
        publish("early", "Early bird", "Committed");
        index.stop();
        open.remove(index);
        var before = node("one");
        publish("late", "Late bird", "Taken in, not committed");
        assertThat(ids(before, CatalogueQuery.text("bird", 10))).hasSize(2);
        // What is on the disk at this moment is what a kill would leave.
        var killed = copyOf("one");

        assertThat(ids(node(killed), CatalogueQuery.text("bird", 10)))
                .containsExactlyInAnyOrder(space + ".early", space + ".late");
    }

    @DatabaseTest
    void unreadableAndForeignFoldersAreMadeAnew() throws IOException {
        publish("crm", "CRM bridge", "Customers");
        assertThat(found("bridge")).hasSize(1);
        index.stop();
        open.remove(index);
        try (var files = Files.list(folder.resolve("one/catalogue-index"))) {
            for (var file : files.filter(file -> !file.endsWith("write.lock")).toList()) {
                Files.writeString(file, "no index");
            }
        }
        assertThat(ids(node("one"), CatalogueQuery.text("bridge", 10))).hasSize(1);

        work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE catalogue_clock SET epoch = ?",
                        UUID.randomUUID().toString()));
        publish("other", "Other bridge", "Of another database");
        assertThat(ids(node("three"), CatalogueQuery.text("bridge", 10))).hasSize(2);
        assertThat(ids(open.get(open.size() - 2), CatalogueQuery.text("bridge", 10)))
                .hasSize(2);
    }

    @DatabaseTest
    void anInterruptedSearchDoesNotEndTheOthers() throws InterruptedException {
        publish("crm", "CRM bridge", "Customers");
        index.stop();
        var again = node("one");
        assertThat(ids(again, CatalogueQuery.text("bridge", 10))).hasSize(1);
        var interrupted = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                again.search(CatalogueQuery.text("customers", 10));
            } catch (RuntimeException e) {
                Thread.interrupted();
            }
        });
        interrupted.start();
        interrupted.join();

        assertThat(ids(again, CatalogueQuery.text("customers", 10))).hasSize(1);
    }

    @DatabaseTest
    void aTouchOfNothingNewIsNoReasonToReadAgain() {
        publish("crm", "CRM bridge", "Customers");
        assertThat(found("bridge")).hasSize(1);
        work.run(transaction -> ListingStore.touch(transaction, "org.nobody.knows"));

        assertThat(found("bridge")).hasSize(1);
    }

    /** A copy of a node's folder. A commit may take files away meanwhile; then another is made. */
    private String copyOf(String node) throws IOException {
        for (int i = 0; i < COPIES; i++) {
            try {
                copy(folder.resolve(node), folder.resolve(node + "-" + i));
                return node + "-" + i;
            } catch (NoSuchFileException | UncheckedIOException e) {
                // A file went.
            }
        }
        throw new IOException("the folder of " + node + " never keeps still");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
