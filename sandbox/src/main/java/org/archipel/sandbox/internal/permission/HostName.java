package org.archipel.sandbox.internal.permission;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host in canonical form, so that one host has one name: IDNA (RFC 3490) with ASCII letters in lower case and no dot at the end;
 * IPv4 addresses in dotted decimal; IPv6 addresses without brackets, and those that map IPv4 as IPv4.
 */
public final class HostName {
    private static final Pattern DOTTED_DECIMAL =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    // As in the URL standard: a name whose last label looks like a number is meant as an IPv4 address, whatever its
    // notation.
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");

    private final String name;
    private final InetAddress address;

    private HostName(String name, InetAddress address) {
        this.name = name;
        this.address = address;
    }

    /** @throws IllegalArgumentException with a message for people if this is no host */
    public static HostName parse(String host) {
        if (host.isEmpty() || host.length() > 260) {
            throw new IllegalArgumentException("a host name has 1 to 253 characters");
        }
        String plain = host.toLowerCase(Locale.ROOT);
        boolean bracketed = plain.startsWith("[") && plain.endsWith("]");
        if (bracketed || plain.indexOf(':') >= 0) {
            return ipv6(bracketed ? plain.substring(1, plain.length() - 1) : plain);
        }
        String ascii = withoutRootDot(toAscii(plain));
        if (ENDS_IN_NUMBER.matcher(ascii).matches()) {
            return ipv4(ascii);
        }
        return new HostName(checkedName(ascii), null);
    }

    /** The canonical form of an address. */
    public static HostName of(InetAddress address) {
        return new HostName(address.getHostAddress().replaceFirst("%.*", ""), address);
    }

    private static String toAscii(String host) {
        try {
            return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("not a host name: " + printable(host), e);
        }
    }

    private static String withoutRootDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String checkedName(String ascii) {
        if (ascii.isEmpty()
                || ascii.length() > 253
                || ascii.startsWith(".")
                || ascii.contains("..")
                || ascii.endsWith(".")) {
            throw new IllegalArgumentException("not a host name: " + printable(ascii));
        }
        return ascii;
    }

    private static HostName ipv4(String text) {
        if (!DOTTED_DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("an IPv4 address is written as four decimal numbers");
        }
        return literal(text);
    }

    private static HostName ipv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("not an IPv6 address: " + printable(text));
        }
        return literal(text);
    }

    // Only called with the text of an address, for which no name service is asked.
    private static HostName literal(String text) {
        try {
            return of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + printable(text), e);
        }
    }

    private static String printable(String host) {
        return host.replaceAll("[^\\x21-\\x7e]", "?");
    }

    /** The address, if the host is written as one. */
    public Optional<InetAddress> address() {
        return Optional.ofNullable(address);
    }

    /** As it stands in a URI: IPv6 addresses in brackets. */
    public String inUri() {
        return address instanceof Inet6Address ? "[" + name + "]" : name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostName host && host.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
