package org.archipel.sandbox.internal.wall;

import java.security.AccessControlException;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.api.permission.Permission;
import org.archipel.guard.ServiceUse;
import org.archipel.sandbox.internal.config.NodeSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the framework's table of conditional permissions as the grants are. Without a security manager there is no table, and nothing
 * to do. Thread-safe.
 */
@Component(service = SecondWall.class)
public final class SecondWall {
    private static final Logger LOG = LoggerFactory.getLogger(SecondWall.class);
    private static final String TABLE = "org.osgi.service.condpermadmin.ConditionalPermissionAdmin";
    private static final String ABSENCE = "archipel.sandbox.osgi-security.absence";

    private final Optional<PermissionTable> table;

    @Activate
    public SecondWall(BundleContext context) {
        table = Optional.ofNullable(context.getServiceReference(TABLE))
                .map(context::getService)
                .map(PermissionTable::new);
        if (table.isPresent()) {
            LOG.info("OSGi security stands behind the sandbox");
        } else {
            LOG.info(
                    "OSGi security does not stand behind the sandbox: {}",
                    new NodeSettings(context).text(ABSENCE).orElse("the framework does not offer it"));
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
    public void permit(String location, List<Permission> grants) {
        table.ifPresent(rows -> PlatformWork.run(() -> rows.permit(location, grants)));
    }

    /** Takes everything from the island's bundle. */
    public void forget(String location) {
        table.ifPresent(rows -> PlatformWork.run(() -> rows.forget(location)));
    }
}
