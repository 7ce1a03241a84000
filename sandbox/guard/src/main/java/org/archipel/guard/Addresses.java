package org.archipel.guard;

import java.net.IDN;
import java.net.URI;

/** Bounds the lengths of addresses, where their square counts. */
public final class Addresses {
    private static final int LONGEST_HOST = 1_000;
    private static final int LONGEST = 1 << 20;
    private static final int LONGEST_PATH = 1 << 16;

    private Addresses() {}

    private static void check(long length, int longest) {
        Checkpoint.check();
        if (length > longest) {
            throw new SecurityException("not allowed to extensions: an address of " + length + " characters");
        }
    }

    /** @return the same, if it is short enough for an address, in which a character may become nine */
    public static String checked(String text) {
        check(text == null ? 0 : text.length(), LONGEST);
        return text;
    }

    private static void checkPath(URI address) {
        String path = address.getRawPath();
        check(path == null ? 0 : path.length(), LONGEST_PATH);
    }

    public static URI normalize(URI address) {
        checkPath(address);
        return address.normalize();
    }

    public static URI resolve(URI address, URI other) {
        checkPath(address);
        checkPath(other);
        return address.resolve(other);
    }

    public static URI resolve(URI address, String other) {
        return resolve(address, URI.create(checked(other)));
    }

    public static URI relativize(URI address, URI other) {
        checkPath(address);
        checkPath(other);
        return address.relativize(other);
    }

    public static String toASCIIString(URI address) {
        Texts.checkMarks(checked(address.toString()));
        return address.toASCIIString();
    }

    public static String toASCII(String host) {
        check(host.length(), LONGEST_HOST);
        return IDN.toASCII(host);
    }

    public static String toASCII(String host, int flags) {
        check(host.length(), LONGEST_HOST);
        return IDN.toASCII(host, flags);
    }

    public static String toUnicode(String host) {
        check(host.length(), LONGEST_HOST);
        return IDN.toUnicode(host);
    }

    public static String toUnicode(String host, int flags) {
        check(host.length(), LONGEST_HOST);
        return IDN.toUnicode(host, flags);
    }
}
