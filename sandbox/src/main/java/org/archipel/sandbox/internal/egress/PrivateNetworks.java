package org.archipel.sandbox.internal.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.archipel.sandbox.internal.permission.HostName;

/**
 * Tells addresses of the inside from those of the public Internet, and knows which of the inside the administrator opened, each
 * entry a CIDR range, an address or a host name, with a port or without: {@code 10.1.0.0/16}, {@code 127.0.0.1:8089}, {@code
 * erp.internal:443}.
 */
final class PrivateNetworks {
    // IANA special-purpose registries (RFC 6890 and its updates).
    private static final List<AddressRange> SPECIAL = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/127",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(AddressRange::parse)
            .toList();

    private final List<OpenNetwork> open;

    /** @throws IllegalArgumentException if an entry cannot be read */
    PrivateNetworks(List<String> open) {
        this.open = open.stream().map(OpenNetwork::parse).toList();
    }

    static boolean isPublic(InetAddress address) {
        return SPECIAL.stream().noneMatch(range -> range.contains(address))
                && !(address instanceof Inet4Address && address.isAnyLocalAddress());
    }

    /** Whether the administrator opened the private address to those who are granted its name. */
    boolean opens(HostName host, InetAddress address, int port) {
        return open.stream().anyMatch(entry -> entry.includes(host, address, port));
    }
}
