package org.archipel.sandbox;

import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An OSGi service that carries the HTTP requests of extensions in place of the network: a test kit answers them itself. Grants are
 * checked before it is asked; host names are not resolved. There is none in a platform that runs.
 */
@ConsumerType
@FunctionalInterface
public interface HttpTransport {
    /** @throws org.archipel.api.error.RemoteException if no answer comes */
    HttpResponse carry(HttpRequest request);
}
