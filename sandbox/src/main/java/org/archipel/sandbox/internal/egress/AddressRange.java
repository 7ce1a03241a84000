package org.archipel.sandbox.internal.egress;

import java.net.InetAddress;
import org.archipel.sandbox.internal.permission.HostName;

/** Addresses that start with the same bits (RFC 4632, RFC 4291). */
record AddressRange(byte[] network, int bits) {
    /** @throws IllegalArgumentException if it is no address with a prefix length */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("no prefix length: " + text);
        }
        return new AddressRange(network, bits);
    }

    private static InetAddress address(String text) {
        return HostName.parse(text).address().orElseThrow(() -> new IllegalArgumentException("no IP address: " + text));
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >>> bit % 8;
            if ((network[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
