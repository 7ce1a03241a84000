package org.archipel.security.internal.store;

import java.util.List;
import java.util.Locale;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** The triggers that make a table append-only; they differ too much between databases for a migration script. */
public final class AuditGuardStore {
    private AuditGuardStore() {}

    /** Whether the table's triggers are there. */
    public static boolean isGuarded(Transaction transaction, String table) {
        String query = switch (transaction.dialect()) {
            case POSTGRESQL ->
                "SELECT 1 FROM pg_trigger WHERE tgname = ?" + " AND tgrelid = CAST('" + table + "' AS regclass)";
            case DERBY -> "SELECT 1 FROM sys.systriggers WHERE triggername = ?";
        };
        String name = switch (transaction.dialect()) {
            case POSTGRESQL -> table + "_append_only";
            case DERBY -> (table + "_no_delete").toUpperCase(Locale.ROOT);
        };
        return Sql.on(transaction).first(query, row -> true, name).isPresent();
    }

    /**
     * Makes the triggers.
     *
     * @param table name of one of the platform's tables, never from outside
     */
    public static void guard(Transaction transaction, String table) {
        List<String> statements = switch (transaction.dialect()) {
            case POSTGRESQL -> onPostgres(table);
            case DERBY -> onDerby(table);
        };
        statements.forEach(statement -> Sql.on(transaction).update(statement));
    }

    /** Takes the triggers away until {@link #guard}, in the same transaction: nobody else sees the table without them. */
    public static void open(Transaction transaction, String table) {
        List<String> statements = switch (transaction.dialect()) {
            case POSTGRESQL -> List.of("DROP TRIGGER " + table + "_append_only ON " + table);
            case DERBY -> List.of("DROP TRIGGER " + table + "_no_update", "DROP TRIGGER " + table + "_no_delete");
        };
        statements.forEach(statement -> Sql.on(transaction).update(statement));
    }

    private static List<String> onPostgres(String table) {
        return List.of(
                "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''The audit log is append-only'' USING ERRCODE = ''23514''; END'",
                "CREATE TRIGGER " + table + "_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON " + table
                        + " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()");
    }

    /** A trigger of Derby can raise no error of its own, but it can break a constraint. */
    private static List<String> onDerby(String table) {
        return List.of(
                "CREATE TRIGGER " + table + "_no_update AFTER UPDATE ON " + table
                        + " FOR EACH STATEMENT INSERT INTO audit_refusals VALUES (1)",
                "CREATE TRIGGER " + table + "_no_delete AFTER DELETE ON " + table
                        + " FOR EACH STATEMENT INSERT INTO audit_refusals VALUES (1)");
    }
}
