package org.archipel.security.internal.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.archipel.security.internal.store.AuditStore.Filter;
import org.junit.jupiter.api.io.TempDir;

/** A node of its own for each test, and what it has in its audit log. */
abstract class AuditTest {
    static final Filter ALL = new Filter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path data;

    /** Ten entries, and one behind them. */
    static Caller fill(TestNode node) {
        Caller admin = node.admin();
        IntStream.range(0, 10).forEach(i -> record(node, admin, "test.change", "thing/" + i));
        record(node, admin, "test.end", "thing/end");
        node.chainer.drain();
        return admin;
    }

    static void record(TestNode node, Caller caller, String action, String target) {
        node.work.run(transaction -> node.audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        action, target, JsonNodeFactory.instance.objectNode().put("n", 5))));
    }

    static ChainedRow find(TestNode node, Caller caller, String action) {
        return rows(node, caller).stream()
                .filter(row -> row.entry().action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    static List<String> actions(TestNode node, Caller caller) {
        return rows(node, caller).stream().map(row -> row.entry().action()).toList();
    }

    static List<ChainedRow> rows(TestNode node, Caller caller) {
        return node.work.call(
                transaction -> AuditStore.find(transaction, caller.organizationId(), ALL, Optional.empty(), 500));
    }

    static long lastPosition(TestNode node, Caller caller) {
        return rows(node, caller).stream()
                .flatMap(row -> row.link().stream())
                .mapToLong(link -> link.position())
                .max()
                .orElseThrow();
    }

    static void execute(Transaction transaction, String sql) {
        try (var statement = transaction.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void withNode(TestDatabase shared, Consumer<TestNode> test) {
        try (TestDatabase database = TestDatabase.open(shared.dialect());
                TestNode node = new TestNode(database, data)) {
            test.accept(node);
        }
    }
}
