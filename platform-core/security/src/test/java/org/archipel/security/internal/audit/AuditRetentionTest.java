package org.archipel.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.identity.OrganizationService;
import org.archipel.security.internal.store.AuditChainStore;
import org.junit.jupiter.api.io.TempDir;

class AuditRetentionTest {
    @TempDir
    Path data;

    @DatabaseTest
    void entriesAreRemovedAfterTheirTimeAndTheRestCanStillBeVerified(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            String id = organization(node);
            write(node, id, 1_200);
            AuditRetention retention = retention(node);

            retention.removeBefore(Instant.now().plusSeconds(60));
            node.chainer.drain();

            AuditVerification verified = node.verifier.verify(id);
            assertThat(verified.problems()).isEmpty();
            assertThat(verified.removed()).isEqualTo(1_200);
            assertThat(verified.checked())
                    .as("the newest, and what tells of the removal")
                    .isEqualTo(2);
            write(node, id, 3);
            assertThat(node.verifier.verify(id).whole()).isTrue();
        }
    }

    @DatabaseTest
    void whatIsNotOldStays(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            String id = organization(node);
            write(node, id, 5);

            retention(node).removeBefore(Instant.now().minusSeconds(3600));

            assertThat(node.verifier.verify(id).removed()).isZero();
            assertThat(node.verifier.verify(id).checked()).isEqualTo(6);
        }
    }

    @DatabaseTest
    void theLogIsAppendOnlyAgainAfterwards(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            String id = organization(node);
            write(node, id, 5);
            retention(node).removeBefore(Instant.now().plusSeconds(60));

            for (String table : new String[] {"audit_links", "audit_entries"}) {
                assertThatThrownBy(() -> node.work.run(transaction ->
                                Sql.on(transaction).update("DELETE FROM " + table + " WHERE organization_id = ?", id)))
                        .as(table)
                        .isInstanceOf(DatabaseException.class);
            }
        }
    }

    @DatabaseTest
    void aHeadDoesNotPassForTheBeginningOfAChain(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            String id = organization(node);
            write(node, id, 5);
            node.work.run(transaction -> {
                var head = AuditChainStore.head(transaction, id).orElseThrow();
                node.guard.openFor(transaction, () -> AuditChainStore.beginAfter(transaction, id, head, Instant.now()));
            });

            assertThat(node.verifier.verify(id).problems())
                    .extracting(AuditVerification.Problem::kind)
                    .contains(AuditVerification.Kind.SEAL_WRONG);
        }
    }

    /** With one entry, that of its making. */
    private static String organization(TestNode node) {
        String id = node.organizations
                .create(node.admin(), new OrganizationService.Draft("kept-" + System.nanoTime(), "Kept"))
                .id();
        node.chainer.drain();
        return id;
    }

    private static void write(TestNode node, String organizationId, int entries) {
        Caller caller = Caller.system("test", organizationId);
        node.work.run(transaction -> {
            for (int i = 0; i < entries; i++) {
                node.audit.record(transaction, caller, AuditLog.Entry.success("test.write", "test/" + i, null));
            }
        });
        node.chainer.drain();
    }

    private static AuditRetention retention(TestNode node) {
        AuditRetention retention =
                new AuditRetention(node.work, node.chain, node.guard, node.audit, node.config, node.background);
        retention.stop();
        return retention;
    }
}
