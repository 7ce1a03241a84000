package org.archipel.integrations.internal.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.permission.Permission;

/**
 * Which requests get the integration's credentials: those to its endpoint, and to hosts that the connector itself names. A link to
 * elsewhere in a response does not carry them away.
 */
final class CredentialScope {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Optional<URI> endpoint;
    private final Supplier<List<Permission>> grants;

    CredentialScope(Optional<URI> endpoint, Supplier<List<Permission>> grants) {
        this.endpoint = endpoint;
        this.grants = grants;
    }

    boolean covers(URI target) {
        return endpoint.map(own -> sameOrigin(own, target)).orElse(false)
                || "https".equalsIgnoreCase(target.getScheme()) && named(host(target));
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && host(one).equals(host(other))
                && port(one) == port(other);
    }

    private boolean named(String host) {
        return grants.get().stream()
                .filter(permission -> permission.resource().equals("network"))
                .flatMap(permission -> permission.conditions().stream())
                .filter(condition -> condition.type().equals("hosts"))
                .flatMap(condition -> condition.values().stream())
                .anyMatch(pattern -> pattern.startsWith("*.")
                        ? pattern.length() > 2 && host.endsWith(pattern.substring(1))
                        : pattern.equalsIgnoreCase(host));
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
    }
}
