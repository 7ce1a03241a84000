package org.archipel.sandbox;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Checks where connections may go, for platform bundles with connections of their own: by the same rules as {@link Egress}, addresses
 * of private ranges only where the administrator's {@code archipel.network.private} list opens them. To hold against name services
 * that change their mind, connect to the addresses that come back and to no others. Thread-safe.
 */
@ProviderType
public interface AddressGuard {
    /**
     * The host in its canonical form, which is the one to connect to. Asks no name service: what a name stands for is seen only when it
     * is connected.
     *
     * @throws org.archipel.api.error.ValidationException if it is no absolute {@code http} or {@code https} address, or holds a user
     * @throws org.archipel.api.error.PermissionDeniedException if the host is written as a private address that is not opened, or is
     *     {@code localhost}
     */
    URI canonical(URI address);

    /**
     * Asks the name service for a host; may wait for it.
     *
     * @param host in canonical form
     * @return its addresses that may be connected, at least one
     * @throws org.archipel.api.error.PermissionDeniedException if all are private ones that are not opened
     * @throws org.archipel.api.error.RemoteException if the host has no address
     */
    List<InetAddress> addresses(String host, int port);
}
