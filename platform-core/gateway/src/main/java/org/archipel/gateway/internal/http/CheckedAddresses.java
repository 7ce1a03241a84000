package org.archipel.gateway.internal.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import org.archipel.sandbox.AddressGuard;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Gives the client the addresses that may be connected, at every new connection; so a redirect or another answer of a name service
 * changes nothing.
 */
final class CheckedAddresses implements SocketAddressResolver {
    private final AddressGuard guard;
    private final Executor executor;

    CheckedAddresses(AddressGuard guard, Executor executor) {
        this.guard = guard;
        this.executor = executor;
    }

    @Override
    public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
        executor.execute(() -> {
            List<InetSocketAddress> addresses;
            try {
                addresses = guard.addresses(host, port).stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
            } catch (RuntimeException e) {
                promise.failed(e);
                return;
            }
            promise.succeeded(addresses);
        });
    }
}
