package org.archipel.security.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The links of the audit chains and their sealed heads; one chain an organization, one for the installation. */
public final class AuditChainStore {
    private AuditChainStore() {}

    /** One link: the place of an entry in its chain, counted from 1. */
    public record Link(long position, String previousHash, String hash) {}

    /** The end of a chain, sealed with a key. */
    public record Head(long position, String hash, String keyId, String seal) {}

    /** Chains with entries that are not linked yet. */
    public static List<String> waiting(Transaction transaction) {
        return Sql.on(transaction).list("SELECT DISTINCT organization_id FROM audit_pending", row -> row.getString(1));
    }

    public static long countPending(Transaction transaction, String organizationId) {
        return Sql.on(transaction)
                .first(
                        "SELECT COUNT(*) FROM audit_pending WHERE organization_id = ?",
                        row -> row.getLong(1),
                        organizationId)
                .orElse(0L);
    }

    /** Adds the head of a new chain; false if there is one. */
    public static boolean insertHead(Transaction transaction, String organizationId, Head head, Instant now) {
        return Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO audit_heads (organization_id, chain_position, hash, key_id, seal, updated_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        organizationId,
                        head.position(),
                        head.hash(),
                        head.keyId(),
                        head.seal(),
                        now);
    }

    public static Optional<Head> head(Transaction transaction, String organizationId) {
        return Sql.on(transaction)
                .first(
                        "SELECT chain_position, hash, key_id, seal FROM audit_heads WHERE organization_id = ?",
                        row -> new Head(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                        organizationId);
    }

    /** The head, held until the transaction ends so that no other node extends the chain; empty if there is none. */
    public static Optional<Head> lockHead(Transaction transaction, String organizationId, Instant now) {
        Sql.on(transaction)
                .update("UPDATE audit_heads SET updated_at = ? WHERE organization_id = ?", now, organizationId);
        return head(transaction, organizationId);
    }

    public static void moveHead(Transaction transaction, String organizationId, Head head, Instant now) {
        Sql.on(transaction)
                .update(
                        "UPDATE audit_heads SET chain_position = ?, hash = ?, key_id = ?, seal = ?, updated_at = ?"
                                + " WHERE organization_id = ?",
                        head.position(),
                        head.hash(),
                        head.keyId(),
                        head.seal(),
                        now,
                        organizationId);
    }

    /** All chains. */
    public static List<String> chains(Transaction transaction) {
        return Sql.on(transaction).list("SELECT organization_id FROM audit_heads", row -> row.getString(1));
    }

    /** Where the chain begins if its older entries were removed. */
    public static Optional<Head> anchor(Transaction transaction, String organizationId) {
        return Sql.on(transaction)
                .first(
                        "SELECT chain_position, hash, key_id, seal FROM audit_anchors WHERE organization_id = ?",
                        row -> new Head(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                        organizationId);
    }

    /** Sets where the chain begins, and forgets the links up to there; the tables must be open for it. */
    public static void beginAfter(Transaction transaction, String organizationId, Head anchor, Instant now) {
        Sql sql = Sql.on(transaction);
        int changed = sql.update(
                "UPDATE audit_anchors SET chain_position = ?, hash = ?, key_id = ?, seal = ?, removed_at = ?"
                        + " WHERE organization_id = ?",
                anchor.position(),
                anchor.hash(),
                anchor.keyId(),
                anchor.seal(),
                now,
                organizationId);
        if (changed == 0) {
            sql.update(
                    "INSERT INTO audit_anchors (chain_position, hash, key_id, seal, removed_at, organization_id)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    anchor.position(),
                    anchor.hash(),
                    anchor.keyId(),
                    anchor.seal(),
                    now,
                    organizationId);
        }
        List<Object[]> entries = sql.list(
                "SELECT entry_id FROM audit_links WHERE organization_id = ? AND chain_position <= ?",
                row -> new Object[] {row.getString(1)},
                organizationId,
                anchor.position());
        sql.update(
                "DELETE FROM audit_links WHERE organization_id = ? AND chain_position <= ?",
                organizationId,
                anchor.position());
        sql.batch("DELETE FROM audit_entries WHERE id = ?", entries);
    }

    /** The first place in the chain whose entry is not older than the given time; empty if all are older. */
    public static OptionalLong firstSince(Transaction transaction, String organizationId, Instant limit) {
        return Sql.on(transaction)
                .number(
                        "SELECT MIN(l.chain_position) FROM audit_links l JOIN audit_entries e ON e.id = l.entry_id"
                                + " WHERE l.organization_id = ? AND e.occurred_at >= ?",
                        organizationId,
                        limit);
    }

    public static Optional<String> hashAt(Transaction transaction, String organizationId, long position) {
        return Sql.on(transaction)
                .first(
                        "SELECT hash FROM audit_links WHERE organization_id = ? AND chain_position = ?",
                        row -> row.getString(1),
                        organizationId,
                        position);
    }

    /** Links the entry and takes it out of the line. */
    public static void link(Transaction transaction, String organizationId, String entryId, Link link) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO audit_links (entry_id, organization_id, chain_position, previous_hash, hash)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        entryId,
                        organizationId,
                        link.position(),
                        link.previousHash(),
                        link.hash());
        Sql.on(transaction).update("DELETE FROM audit_pending WHERE entry_id = ?", entryId);
    }

    /** Entries that are neither linked nor in line: their link was taken away, or they were put in from outside. */
    public static List<String> strays(Transaction transaction, String organizationId, int limit) {
        return Sql.on(transaction)
                .list(
                        "SELECT e.id FROM audit_entries e WHERE e.organization_id = ?"
                                + " AND NOT EXISTS (SELECT 1 FROM audit_links l WHERE l.entry_id = e.id)"
                                + " AND NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.entry_id = e.id)"
                                + " ORDER BY e.id FETCH FIRST " + limit + " ROWS ONLY",
                        row -> row.getString(1),
                        organizationId);
    }
}
