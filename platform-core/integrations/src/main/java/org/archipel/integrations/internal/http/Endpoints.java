package org.archipel.integrations.internal.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;

/** Addresses that an integration itself names, as permissions to connect to them. */
final class Endpoints {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private Endpoints() {}

    /** The grants, and the right to reach host and port of the address. */
    static List<Permission> with(List<Permission> grants, URI address) {
        List<Permission> all = new ArrayList<>(grants);
        all.add(new Permission(
                "network",
                Set.of("connect"),
                List.of(
                        new PermissionCondition("hosts", List.of(address.getHost())),
                        new PermissionCondition("ports", List.of(Integer.toString(port(address)))))));
        return all;
    }

    static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
    }
}
