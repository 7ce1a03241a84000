package org.archipel.integrations.internal.http;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.archipel.api.http.HttpClient;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.Egress;

/**
 * What the requests for an integration reach.
 *
 * @param grants of its connector, as of now
 * @param endpoints addresses that people configured, or a connector of the platform names: their hosts and ports are reached as well
 */
public record Reach(Supplier<List<Permission>> grants, List<URI> endpoints) {
    public Reach {
        endpoints = List.copyOf(endpoints);
    }

    /** A client that reaches this and nothing else. */
    public HttpClient client(Egress egress) {
        return egress.client(grants, endpoints);
    }

    /** Whether an address is within, if it is one. */
    public boolean covers(Egress egress, String address) {
        try {
            return egress.reaches(grants, endpoints, URI.create(address));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
