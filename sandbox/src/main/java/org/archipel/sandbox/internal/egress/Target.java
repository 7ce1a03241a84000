package org.archipel.sandbox.internal.egress;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.archipel.api.error.ValidationException;
import org.archipel.sandbox.internal.permission.HostName;

/**
 * Where a request goes, in canonical form: the address is asked, checked and connected under this one name.
 *
 * @param uri with the canonical host, without user information and fragment
 */
record Target(URI uri, HostName host, int port) {
    /** Characters of an address. */
    static final int LONGEST = 64 << 10;

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws ValidationException if the address is not an absolute {@code http} or {@code https} one, or too long */
    static Target of(URI address) {
        if (address.toString().length() > LONGEST) {
            throw new ValidationException("", "an address has at most " + LONGEST + " characters");
        }
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || address.getRawAuthority() == null) {
            throw new ValidationException("", "an address starts with http:// or https://");
        }
        if (address.getRawUserInfo() != null || address.getRawAuthority().indexOf('@') >= 0) {
            throw new ValidationException("", "an address holds no user and password");
        }
        try {
            return of(address, scheme);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ValidationException("", "the address has no valid host and port");
        }
    }

    // java.net.URI finds no host in names with characters beyond ASCII or underscores: the authority is cut by hand.
    private static Target of(URI address, String scheme) throws URISyntaxException {
        String authority = address.getAuthority();
        int colon = authority.lastIndexOf(':');
        boolean withPort = colon > authority.lastIndexOf(']');
        HostName host = HostName.parse(withPort ? authority.substring(0, colon) : authority);
        int standard = scheme.equals("https") ? 443 : 80;
        String digits = withPort ? authority.substring(colon + 1) : "";
        int port = digits.isEmpty() ? standard : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no port");
        }
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String place = host.inUri() + (port == standard ? "" : ":" + port);
        return new Target(new URI(scheme + "://" + place + path + query), host, port);
    }

    boolean sameOrigin(Target other) {
        return host.equals(other.host) && port == other.port && uri.getScheme().equals(other.uri.getScheme());
    }
}
