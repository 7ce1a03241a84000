package org.archipel.sandbox.internal.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Hands to the client the addresses that were checked for the request, and never asks a name service by itself: a second answer
 * could be another one.
 */
final class CheckedResolver implements DnsResolver {
    private static final ThreadLocal<InetAddress[]> CHECKED = new ThreadLocal<>();

    /** Runs work for which the addresses are the answer. */
    static <T> T with(InetAddress[] addresses, NetworkCall<T> call) throws IOException {
        CHECKED.set(addresses);
        try {
            return call.run();
        } finally {
            CHECKED.remove();
        }
    }

    /** Work on the network. */
    @FunctionalInterface
    interface NetworkCall<T> {
        T run() throws IOException;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = CHECKED.get();
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return Arrays.copyOf(addresses, addresses.length);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
