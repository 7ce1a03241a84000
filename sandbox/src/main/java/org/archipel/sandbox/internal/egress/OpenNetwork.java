package org.archipel.sandbox.internal.egress;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.sandbox.internal.permission.HostName;
import org.archipel.sandbox.internal.permission.HostPattern;

/**
 * One entry of the administrator's list of private networks.
 *
 * @param range empty for an entry that names a host
 * @param host empty for an entry that names a range
 * @param port 0 for every port
 */
record OpenNetwork(Optional<AddressRange> range, Optional<HostPattern> host, int port) {
    private static final Pattern SYNTAX =
            Pattern.compile("(\\[[^\\]]+\\]|[^:/\\[]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)"
                    + "(/[0-9]{1,3})?(?::([0-9]{1,5}))?");

    static OpenNetwork parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("archipel.network.private has an entry that cannot be read: " + text);
        }
        int port = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        String name = matcher.group(1);
        if (matcher.group(2) != null) {
            return new OpenNetwork(Optional.of(AddressRange.parse(name + matcher.group(2))), Optional.empty(), port);
        }
        return new OpenNetwork(Optional.empty(), Optional.of(HostPattern.parse(name)), port);
    }

    boolean includes(HostName asked, InetAddress address, int toPort) {
        boolean there = range.map(addresses -> addresses.contains(address))
                .orElseGet(() ->
                        host.orElseThrow().matches(asked) || host.orElseThrow().names(HostName.of(address)));
        return there && (port == 0 || port == toPort);
    }
}
