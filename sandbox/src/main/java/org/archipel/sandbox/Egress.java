package org.archipel.sandbox;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.archipel.api.http.HttpClient;
import org.archipel.api.permission.Permission;
import org.osgi.annotation.versioning.ProviderType;

/**
 * HTTP out of the platform. Hosts are compared in canonical form (IDNA, case), addresses are checked as resolved, at every
 * redirect, and private ranges are refused unless a grant or the administrator's {@code archipel.network.private} list names
 * them. Thread-safe.
 */
@ProviderType
public interface Egress {
    /** A client that reaches what the {@code network} permissions among the grants cover; they are asked at every request. */
    HttpClient client(Supplier<List<Permission>> grants);

    /**
     * As {@link #client(Supplier)}, and reaches host and port of the given addresses as well. They come from people who configure
     * something and not from an administrator's grant, so naming a private address here does not open it.
     */
    HttpClient client(Supplier<List<Permission>> grants, Collection<URI> endpoints);
}
