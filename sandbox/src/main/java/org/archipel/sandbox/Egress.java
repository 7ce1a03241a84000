package org.archipel.sandbox;

import java.util.List;
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
    HttpClient client(java.util.function.Supplier<List<Permission>> grants);
}
