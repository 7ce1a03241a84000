package org.archipel.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;

class AuditChainTest extends AuditTest {
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
}
