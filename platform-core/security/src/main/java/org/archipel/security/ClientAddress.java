package org.archipel.security;

/** What counts as one client where requests are counted by address. */
public final class ClientAddress {
    private static final int NETWORK_GROUPS = 4;

    private ClientAddress() {}

    /** An IPv4 address is one client; of an IPv6 address it is the network of 64 bits, which one client has to itself. */
    public static String clientOf(String ip) {
        if (ip.indexOf(':') < 0 || ip.indexOf('.') >= 0) {
            return ip;
        }
        String[] halves = ip.split("::", 2);
        String[] head = halves[0].isEmpty() ? new String[0] : halves[0].split(":");
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < NETWORK_GROUPS; i++) {
            network.append(i < head.length ? head[i] : "0").append(':');
        }
        return network.append(":/64").toString();
    }
}
