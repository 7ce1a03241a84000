package org.archipel.sandbox.internal.wall;

import java.util.List;
import org.archipel.api.permission.Permission;
import org.osgi.service.condpermadmin.ConditionalPermissionAdmin;
import org.osgi.service.condpermadmin.ConditionalPermissionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionUpdate;

/** The framework's table of conditional permissions, a row for each island. A class by itself: not every framework has its API. */
final class PermissionTable {
    private final ConditionalPermissionAdmin table;

    /** @param admin the framework's service; its rows for every extension are written */
    PermissionTable(Object admin) {
        table = (ConditionalPermissionAdmin) admin;
        begin();
    }

    // Rows of islands come behind, as they are admitted.
    private void begin() {
        ConditionalPermissionUpdate update = table.newConditionalPermissionUpdate();
        List<ConditionalPermissionInfo> rows = update.getConditionalPermissionInfos();
        rows.removeIf(row -> row.getName().startsWith(GrantRows.COMMON));
        rows.addAll(GrantRows.common(table));
        if (!update.commit()) {
            throw new IllegalStateException("somebody else writes the framework's permissions");
        }
    }

    // Not an update of the whole table, which writes it once for each row.
    @SuppressWarnings("deprecation")
    void permit(String location, List<Permission> grants) {
        table.setConditionalPermissionInfo(location, GrantRows.at(location), GrantRows.granted(location, grants));
    }

    // Asking for a row that is not there would make one that grants without condition.
    @SuppressWarnings("deprecation")
    void forget(String location) {
        for (ConditionalPermissionInfo row :
                table.newConditionalPermissionUpdate().getConditionalPermissionInfos()) {
            if (row.getName().equals(location)) {
                row.delete();
            }
        }
    }
}
