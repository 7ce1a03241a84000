package org.archipel.integrations.internal.connector;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.connector.Connector;
import org.archipel.api.permission.Permission;
import org.osgi.framework.ServiceReference;

/** The permissions that come with a connector's service; read at each use, so that a revoked one is gone at the next call. */
final class GrantedPermissions {
    private GrantedPermissions() {}

    static List<Permission> of(ServiceReference<Connector> reference) {
        Object value = reference.getProperty(ConnectorRegistry.PERMISSIONS);
        Stream<?> values = Stream.empty();
        if (value instanceof Collection<?> collection) {
            values = collection.stream();
        } else if (value instanceof Object[] array) {
            values = Arrays.stream(array);
        }
        return values.filter(Permission.class::isInstance)
                .map(Permission.class::cast)
                .toList();
    }
}
