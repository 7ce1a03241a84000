package org.archipel.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.audit.AuditVerification.Kind;
import org.archipel.security.internal.audit.AuditVerification.Problem;

/** What somebody changes who owns the database is found. */
class AuditTamperingTest extends AuditTest {
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
}
