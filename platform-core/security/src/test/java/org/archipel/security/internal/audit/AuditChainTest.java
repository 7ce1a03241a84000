package org.archipel.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.AuditLog;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.audit.AuditVerification.Kind;
import org.archipel.security.internal.audit.AuditVerification.Problem;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.archipel.security.internal.store.AuditStore.Filter;
import org.junit.jupiter.api.io.TempDir;

class AuditChainTest {
    private static final Filter ALL = new Filter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path data;

    @DatabaseTest
    void aChainOfManyConcurrentChangesIsWhole(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IntStream.range(0, 8)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 25)
                            .forEach(i -> record(node, admin, "test.change", "thing/" + thread + "-" + i))))
                    .toList()
                    .forEach(CompletableFuture::join);

            AuditVerification found = node.verifier.verify(admin.organizationId());

            assertThat(found.problems()).isEmpty();
            assertThat(found.whole()).isTrue();
            assertThat(found.pending()).isZero();
            assertThat(found.checked()).isGreaterThanOrEqualTo(200);
        });
    }

    @DatabaseTest
    void anEntryOfARolledBackChangeIsNotThere(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            assertThatThrownBy(() -> node.work.run(transaction -> {
                        node.audit.record(transaction, admin, AuditLog.Entry.success("test.undone", "thing/1", null));
                        throw new IllegalStateException("undo");
                    }))
                    .hasMessage("undo");

            assertThat(actions(node, admin)).doesNotContain("test.undone");
            assertThat(node.verifier.verify(admin.organizationId()).whole()).isTrue();
        });
    }

    @DatabaseTest
    void theDatabaseRefusesToChangeOrDeleteEntries(TestDatabase shared) {
        withNode(shared, node -> {
            for (String sql : List.of(
                    "UPDATE audit_entries SET actor = 'nobody'",
                    "DELETE FROM audit_entries",
                    "UPDATE audit_links SET hash = ''",
                    "DELETE FROM audit_links")) {
                node.chainer.drain();
                assertThatThrownBy(() -> node.work.run(transaction -> execute(transaction, sql)))
                        .as(sql)
                        .isInstanceOf(RuntimeException.class);
            }
            assertThat(node.verifier.verify(node.admin().organizationId()).whole())
                    .isTrue();
        });
    }

    @DatabaseTest
    void aChangedEntryIsFound(TestDatabase shared) {
        tamper(shared, Kind.ENTRY_CHANGED, "UPDATE audit_entries SET actor = 'user:innocent' WHERE id = '%s'");
    }

    @DatabaseTest
    void aChangedStateIsFound(TestDatabase shared) {
        tamper(shared, Kind.ENTRY_CHANGED, "UPDATE audit_entries SET state_after = '{\"n\":6}' WHERE id = '%s'");
    }

    @DatabaseTest
    void aRemovedEntryIsFound(TestDatabase shared) {
        tamper(
                shared,
                Kind.ENTRY_MISSING,
                "DELETE FROM audit_links WHERE entry_id = '%s'",
                "DELETE FROM audit_entries WHERE id = '%s'");
    }

    @DatabaseTest
    void aRemovedLinkIsFound(TestDatabase shared) {
        tamper(shared, Kind.ENTRY_UNLINKED, "DELETE FROM audit_links WHERE entry_id = '%s'");
    }

    @DatabaseTest
    void aForgedLinkIsFound(TestDatabase shared) {
        tamper(shared, Kind.LINK_BROKEN, "UPDATE audit_links SET previous_hash = hash WHERE entry_id = '%s'");
    }

    @DatabaseTest
    void aCutTailIsFoundAlsoAfterFurtherEntries(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            long end = lastPosition(node, admin);
            unguarded(
                    node,
                    "DELETE FROM audit_links WHERE organization_id = '" + admin.organizationId()
                            + "' AND chain_position > " + (end - 3));

            record(node, admin, "test.later", "thing/later");

            assertThat(kinds(node, admin)).contains(Kind.TAIL_MISSING);
        });
    }

    @DatabaseTest
    void aHeadSetBackWithoutTheKeyIsFoundAndNeverSealedAgain(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            long cut = lastPosition(node, admin) - 2;
            String organization = "organization_id = '" + admin.organizationId() + "'";
            unguarded(
                    node,
                    "UPDATE audit_heads SET chain_position = " + cut + ", hash = (SELECT hash FROM audit_links WHERE "
                            + organization + " AND chain_position = " + cut + ") WHERE " + organization,
                    "DELETE FROM audit_links WHERE " + organization + " AND chain_position > " + cut);

            record(node, admin, "test.later", "thing/later");

            AuditVerification found = node.verifier.verify(admin.organizationId());
            assertThat(found.problems()).extracting(Problem::kind).contains(Kind.SEAL_WRONG);
            assertThat(found.pending()).isPositive();
        });
    }

    @DatabaseTest
    void aRemovedChainIsFound(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            unguarded(node, "DELETE FROM audit_links", "DELETE FROM audit_entries", "DELETE FROM audit_heads");

            assertThat(kinds(node, admin)).contains(Kind.HEAD_MISSING);
        });
    }

    @DatabaseTest
    void secretsAreMaskedInBothStates(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            JsonNode state = JsonNodeFactory.instance
                    .objectNode()
                    .put("endpoint", "https://api.example.com")
                    .put("clientSecret", "hunter2");
            node.work.run(transaction -> node.audit.record(
                    transaction,
                    admin,
                    new AuditLog.Entry(
                            "test.secret",
                            "thing/1",
                            Optional.of(state),
                            Optional.of(state),
                            AuditLog.Outcome.SUCCESS)));

            AuditStore.AuditRow row = find(node, admin, "test.secret").entry();

            assertThat(row.before()).doesNotContain("hunter2").contains("https://api.example.com");
            assertThat(row.after()).doesNotContain("hunter2").contains("[redacted]");
        });
    }

    @DatabaseTest
    void filtersNarrowTheList(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            Filter byTarget = new Filter(
                    Optional.of(admin.actor()),
                    Optional.of("test.*"),
                    Optional.of("thing/3"),
                    Optional.of("SUCCESS"),
                    Optional.of(Instant.EPOCH),
                    Optional.of(Instant.now().plusSeconds(60)));

            List<ChainedRow> found = node.work.call(transaction ->
                    AuditStore.find(transaction, admin.organizationId(), byTarget, Optional.empty(), 10));

            assertThat(found)
                    .singleElement()
                    .satisfies(row -> assertThat(row.entry().target()).isEqualTo("thing/3"));
        });
    }

    @DatabaseTest
    void theExportHasTheWholeChainAndIsAuditedItself(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            AuditReader reader = new AuditReader(node.work, node.audit, node.chainer, node.verifier);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            try {
                reader.export(admin, false, row -> row.entry().action()).writeTo(out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }

            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize((int) lastPosition(node, admin)).contains("\"audit.export\"");
        });
    }

    @DatabaseTest
    void theChainOfTheInstallationIsForWhoManagesIt(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            Caller orgAdmin =
                    new Caller("user:x", admin.organizationId(), "x", BuiltInRole.ORG_ADMIN.permissions(), "", "");
            AuditReader reader = new AuditReader(node.work, node.audit, node.chainer, node.verifier);

            assertThat(reader.verify(admin, true).whole()).isTrue();
            assertThatThrownBy(() -> reader.verify(orgAdmin, true)).isInstanceOf(PlatformException.class);
        });
    }

    private void tamper(TestDatabase shared, Kind expected, String... statements) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            String victim = find(node, admin, "test.change").entry().id();
            assertThat(node.verifier.verify(admin.organizationId()).whole()).isTrue();

            unguarded(
                    node,
                    List.of(statements).stream()
                            .map(sql -> sql.formatted(victim))
                            .toArray(String[]::new));

            assertThat(kinds(node, admin)).contains(expected);
        });
    }

    /** Ten entries, and one behind them. */
    private static Caller fill(TestNode node) {
        Caller admin = node.admin();
        IntStream.range(0, 10).forEach(i -> record(node, admin, "test.change", "thing/" + i));
        record(node, admin, "test.end", "thing/end");
        node.chainer.drain();
        return admin;
    }

    private static void record(TestNode node, Caller caller, String action, String target) {
        node.work.run(transaction -> node.audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        action, target, JsonNodeFactory.instance.objectNode().put("n", 5))));
    }

    private static ChainedRow find(TestNode node, Caller caller, String action) {
        return rows(node, caller).stream()
                .filter(row -> row.entry().action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> actions(TestNode node, Caller caller) {
        return rows(node, caller).stream().map(row -> row.entry().action()).toList();
    }

    private static List<ChainedRow> rows(TestNode node, Caller caller) {
        return node.work.call(
                transaction -> AuditStore.find(transaction, caller.organizationId(), ALL, Optional.empty(), 500));
    }

    private static long lastPosition(TestNode node, Caller caller) {
        return rows(node, caller).stream()
                .flatMap(row -> row.link().stream())
                .mapToLong(link -> link.position())
                .max()
                .orElseThrow();
    }

    private static List<Kind> kinds(TestNode node, Caller caller) {
        return node.verifier.verify(caller.organizationId()).problems().stream()
                .map(Problem::kind)
                .toList();
    }

    /** What somebody can do who owns the database: take the triggers away first. */
    private static void unguarded(TestNode node, String... statements) {
        boolean derby = node.work.dialect() == Dialect.DERBY;
        node.work.run(transaction -> {
            for (String table : List.of("audit_entries", "audit_links")) {
                if (derby) {
                    execute(transaction, "DROP TRIGGER " + table + "_no_update");
                    execute(transaction, "DROP TRIGGER " + table + "_no_delete");
                } else {
                    execute(transaction, "DROP TRIGGER " + table + "_append_only ON " + table);
                }
            }
        });
        node.work.run(transaction -> {
            for (String statement : statements) {
                execute(transaction, statement);
            }
        });
    }

    private static void execute(Transaction transaction, String sql) {
        try (var statement = transaction.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void withNode(TestDatabase shared, Consumer<TestNode> test) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            test.accept(node);
        }
    }
}
