package org.archipel.sandbox.internal.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.archipel.api.error.NotSentException;
import org.archipel.api.error.PermissionDeniedException;
import org.archipel.sandbox.internal.permission.HostName;
import org.archipel.sandbox.internal.permission.NetworkPolicy;

/** Resolves a granted host and keeps the addresses that may be connected. */
final class AddressCheck {
    private final PrivateNetworks privateNetworks;
    private final NameService names;

    AddressCheck(PrivateNetworks privateNetworks) {
        this(privateNetworks, InetAddress::getAllByName);
    }

    AddressCheck(PrivateNetworks privateNetworks, NameService names) {
        this.privateNetworks = privateNetworks;
        this.names = names;
    }

    /** Tells the addresses of a name; asked once for a request. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /**
     * @throws PermissionDeniedException if the host is not granted, or all its addresses are of the inside
     * @throws NotSentException if the host has no address
     */
    InetAddress[] addresses(Target target, NetworkPolicy policy) {
        HostName host = target.host();
        requireGranted(target, policy);
        InetAddress[] allowed = Arrays.stream(resolve(host))
                .filter(address -> allowed(address, target, policy))
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new PermissionDeniedException("the address of " + host + " is a private one, which is not opened");
        }
        return allowed;
    }

    /** @throws PermissionDeniedException if host and port are not granted */
    static void requireGranted(Target target, NetworkPolicy policy) {
        if (!policy.allows(target.host(), target.port())) {
            throw new PermissionDeniedException("not granted: network connect " + target.host() + ":" + target.port());
        }
    }

    private InetAddress[] resolve(HostName host) {
        if (host.address().isPresent()) {
            return new InetAddress[] {host.address().get()};
        }
        try {
            return names.addresses(host.toString());
        } catch (UnknownHostException e) {
            throw new NotSentException("the host " + host + " is not known", null, e);
        }
    }

    private boolean allowed(InetAddress address, Target target, NetworkPolicy policy) {
        return PrivateNetworks.isPublic(address)
                || policy.names(HostName.of(address), target.port())
                || privateNetworks.opens(target.host(), address, target.port());
    }
}
