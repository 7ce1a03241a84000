package org.archipel.api.http;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends HTTP requests to granted hosts. The platform resolves and checks the address (also of redirects), applies time limits,
 * keeps connections alive, and redacts what it logs. Thread-safe.
 */
@ProviderType
public interface HttpClient {
    /**
     * Sends a request and waits for the whole answer. Any status is an answer, not an exception.
     *
     * @throws org.archipel.api.error.PermissionDeniedException if the host or port is not granted
     * @throws org.archipel.api.error.RemoteException {@code CONNECTION_FAILED} if no answer came
     */
    HttpResponse send(HttpRequest request);
}
