package org.archipel.security;

import java.util.ArrayList;
import java.util.List;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;

/**
 * Removes an organization's rows from large tables in steps, each a short transaction of its own. For {@link OrganizationCleaner}s.
 */
public final class OrganizationRows {
    private static final int STEP = 1_000;
    private static final String ORGANIZATION = "organization_id";

    private final UnitOfWork work;

    public OrganizationRows(UnitOfWork work) {
        this.work = work;
    }

    /**
     * Removes all rows of a table that has a column {@code organization_id}.
     *
     * @param table name of a table, never from outside
     * @param key columns that together with the organization name a row, best those of its primary key
     */
    public void remove(String organizationId, String table, String... key) {
        removeBy(ORGANIZATION, organizationId, table, key);
    }

    /** The same by another column that leads an index, for tables without an organization. */
    public void removeBy(String column, String value, String table, String... key) {
        String select = "SELECT " + String.join(", ", key) + " FROM " + table + " WHERE " + column + " = ?";
        StringBuilder delete = new StringBuilder("DELETE FROM " + table + " WHERE " + column + " = ?");
        for (String part : key) {
            delete.append(" AND ").append(part).append(" = ?");
        }
        boolean more = true;
        while (more) {
            more = work.call(transaction -> {
                Sql sql = Sql.on(transaction);
                List<Object[]> rows = sql.list(
                        STEP,
                        select,
                        row -> {
                            List<Object> values = new ArrayList<>(List.of(value));
                            for (int i = 1; i <= key.length; i++) {
                                values.add(row.getObject(i));
                            }
                            return values.toArray();
                        },
                        value);
                sql.batch(delete.toString(), rows);
                return rows.size() == STEP;
            });
        }
    }
}
