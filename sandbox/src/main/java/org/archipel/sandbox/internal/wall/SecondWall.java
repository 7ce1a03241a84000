package org.archipel.sandbox.internal.wall;

import java.security.AccessControlException;
import java.util.List;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.permission.Permission;
import org.archipel.guard.ServiceUse;
import org.archipel.sandbox.internal.config.NodeSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.condpermadmin.ConditionalPermissionAdmin;
import org.osgi.service.condpermadmin.ConditionalPermissionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the framework's table of conditional permissions as the grants are, a row for each island. Without a security manager there is
 * no table, and nothing to do. Thread-safe.
 */
@Component(service = SecondWall.class)
public final class SecondWall {
    private static final Logger LOG = LoggerFactory.getLogger(SecondWall.class);
    private static final String ABSENCE = "archipel.sandbox.osgi-security.absence";

    private final ConditionalPermissionAdmin table;

    @Activate
    public SecondWall(
            BundleContext context,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) ConditionalPermissionAdmin table) {
        this.table = table;
        if (table == null) {
            LOG.info(
                    "OSGi security does not stand behind the sandbox: {}",
                    new NodeSettings(context).text(ABSENCE).orElse("the framework does not offer it"));
        } else {
            begin();
            LOG.info("OSGi security stands behind the sandbox");
        }
    }

    // Rows of islands come behind, as they are admitted; none is left of an earlier life of this component.
    private void begin() {
        ConditionalPermissionUpdate update = table.newConditionalPermissionUpdate();
        List<ConditionalPermissionInfo> rows = update.getConditionalPermissionInfos();
        rows.removeIf(row -> row.getName().startsWith(GrantRows.COMMON));
        rows.addAll(GrantRows.common(table));
        if (!update.commit()) {
            throw new IllegalStateException("somebody else writes the framework's permissions");
        }
    }

    /**
     * A check that all who call may use a service that was made for the island.
     *
     * @param resource of the grants that come to the use of it
     * @return throws {@link PermissionDeniedException} if one of them may not
     */
    @SuppressWarnings("removal")
    public static Runnable use(String resource, String location) {
        ServiceUse use = ServiceUse.of(resource, location);
        return () -> {
            SecurityManager manager = System.getSecurityManager();
            if (manager != null) {
                try {
                    manager.checkPermission(use);
                } catch (AccessControlException e) {
                    throw new PermissionDeniedException("not granted: " + resource);
                }
            }
        };
    }

    /** Gives the island's bundle what its grants come to, in place of what it had. */
    @SuppressWarnings("deprecation")
    public void permit(String location, List<Permission> grants) {
        if (table == null) {
            return;
        }
        // Not an update of the whole table, which writes it once for each row.
        PlatformWork.run(() -> table.setConditionalPermissionInfo(
                location, GrantRows.at(location), GrantRows.granted(location, grants)));
    }

    /** Takes everything from the island's bundle. */
    @SuppressWarnings("deprecation")
    public void forget(String location) {
        if (table != null) {
            PlatformWork.run(() -> {
                // Asking for a row that is not there would make one that grants without condition.
                for (ConditionalPermissionInfo row :
                        table.newConditionalPermissionUpdate().getConditionalPermissionInfos()) {
                    if (row.getName().equals(location)) {
                        row.delete();
                    }
                }
            });
        }
    }
}
