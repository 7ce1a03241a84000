package org.archipel.integrations.internal.merge;

import java.util.List;
import org.archipel.integrations.internal.records.WriteTarget;
import org.archipel.integrations.internal.store.Jdbc;
import org.archipel.persistence.Transaction;

/**
 * Takes the links of an entity along when its direction changes: one that is only read keeps plain links, one that is written
 * keeps bases. So a change of the settings makes no record anew on either side.
 */
public final class LinkAdoption {
    private static final String OF_ENTITY = " WHERE integration_id = ? AND entity = ?";

    /** Turns links into bases: what was last read is what both sides know. */
    public void toBases(Transaction transaction, WriteTarget target) {
        if (!any(transaction, "record_links", target)) {
            return;
        }
        run(
                transaction,
                adopt(
                        "r.data",
                        "r.version",
                        "JOIN records r ON r.organization_id = ? AND r.entity = l.entity AND r.id ="
                                + " l.record_id AND r.hash = l.hash"),
                target,
                true);
        // The hub's record changed since: the version that was read is in its history.
        run(
                transaction,
                adopt(
                        "v.data",
                        "-1",
                        "JOIN record_versions v ON v.organization_id = ? AND v.entity = l.entity AND"
                                + " v.record_id = l.record_id AND v.hash = l.hash AND v.version = (SELECT MAX(w.version) FROM"
                                + " record_versions w WHERE w.organization_id = v.organization_id AND w.entity = v.entity AND"
                                + " w.record_id = v.record_id AND w.hash = v.hash)"),
                target,
                true);
        // The remote side has it no more, and the hub keeps it.
        run(
                transaction,
                adopt(
                        "'{}'",
                        "r.version",
                        "JOIN records r ON r.organization_id = ? AND r.entity = l.entity AND r.id ="
                                + " l.record_id AND l.hash = 'absent'"),
                target,
                true);
        run(transaction, "DELETE FROM record_links" + OF_ENTITY, target, false);
    }

    /** Turns bases into links. */
    public void toLinks(Transaction transaction, WriteTarget target) {
        if (!any(transaction, "record_bases", target)) {
            return;
        }
        run(
                transaction,
                "INSERT INTO record_links (integration_id, entity, external_id, record_id, hash) SELECT b.integration_id,"
                        + " b.entity, b.external_id, b.record_id, b.hash FROM record_bases b WHERE b.integration_id = ? AND"
                        + " b.entity = ? AND b.external_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record_links l WHERE"
                        + " l.integration_id = b.integration_id AND l.entity = b.entity AND l.external_id = b.external_id)",
                target,
                false);
        run(transaction, "DELETE FROM record_bases" + OF_ENTITY, target, false);
    }

    private static String adopt(String data, String version, String join) {
        return "INSERT INTO record_bases (integration_id, entity, record_id, organization_id, external_id, base, hash,"
                + " synced_version, state) SELECT l.integration_id, l.entity, l.record_id, ?, l.external_id, " + data
                + ", l.hash, " + version
                + ", CASE l.hash WHEN 'deleted' THEN 'DELETED' WHEN 'absent' THEN 'DETACHED' ELSE"
                + " 'LINKED' END FROM"
                + " record_links l " + join
                + " WHERE l.integration_id = ? AND l.entity = ? AND NOT EXISTS (SELECT 1 FROM"
                + " record_bases b WHERE b.integration_id = l.integration_id AND b.entity = l.entity AND b.record_id ="
                + " l.record_id)";
    }

    private static boolean any(Transaction transaction, String table, WriteTarget target) {
        return Jdbc.on(transaction)
                .first(
                        "SELECT integration_id FROM " + table + OF_ENTITY + " FETCH FIRST 1 ROWS ONLY",
                        statement -> {
                            statement.setString(1, target.integrationId());
                            statement.setString(2, target.entity());
                        },
                        row -> true)
                .isPresent();
    }

    private static void run(Transaction transaction, String sql, WriteTarget target, boolean organization) {
        List<String> values = organization
                ? List.of(target.organizationId(), target.organizationId(), target.integrationId(), target.entity())
                : List.of(target.integrationId(), target.entity());
        Jdbc.on(transaction).update(sql, statement -> {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
        });
    }
}
