package org.archipel.integrations.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** An address, or a range of them in CIDR notation (RFC 4632, RFC 4291). Immutable. */
public final class AddressRange {
    private static final Pattern LITERAL = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if it is neither an address nor a range; names are not looked up */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] address = address(parts[0]);
        int most = address.length * Byte.SIZE;
        if (parts.length == 1) {
            return new AddressRange(address, most);
        }
        if (!parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > most) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses");
        }
        return new AddressRange(address, Integer.parseInt(parts[1]));
    }

    /** Whether one of the ranges has the address; a text that is none is in no range. */
    public static boolean any(List<AddressRange> ranges, String address) {
        if (!LITERAL.matcher(address).matches()) {
            return false;
        }
        byte[] bytes = address(address);
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    private boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((address[bit / Byte.SIZE] & mask) != (network[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] address(String text) {
        if (!LITERAL.matcher(text).matches() || !text.contains(".") && !text.contains(":")) {
            throw new IllegalArgumentException("'" + text + "' is no address");
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no address", e);
        }
    }
}
