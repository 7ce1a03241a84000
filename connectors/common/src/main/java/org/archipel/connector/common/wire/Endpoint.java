package org.archipel.connector.common.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;

/** The base address of the remote system: makes addresses below it and keeps foreign ones out. */
public final class Endpoint {
    private final URI base;

    /** @throws ValidationException if it is no absolute HTTP address */
    public Endpoint(URI base) {
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new ValidationException("/config/endpoint", "the endpoint is an absolute http or https address");
        }
        this.base = base;
    }

    /**
     * @param path begins with a slash; percent-encoded where needed
     * @throws ValidationException if the path leads out of the endpoint
     */
    public URI resolve(String path, Map<String, String> query) {
        if (!path.startsWith("/") || path.startsWith("//") || hasDots(path) || path.contains("\\")) {
            throw new ValidationException("/path", "the path must stay below the endpoint");
        }
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        String parameters = query.entrySet().stream()
                .map(entry -> Percent.encode(entry.getKey()) + "=" + Percent.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        try {
            return new URI(base.getScheme() + "://" + base.getRawAuthority() + prefix + path
                    + (parameters.isEmpty() ? "" : "?" + parameters));
        } catch (URISyntaxException e) {
            throw new ValidationException("/path", "the path is not valid in an address: " + e.getReason());
        }
    }

    /**
     * A link of the remote side, made absolute.
     *
     * @throws RemoteException if it leads to another scheme, host or port: credentials must not follow it
     */
    public URI follow(URI from, String link) {
        URI target;
        try {
            target = from.resolve(new URI(link));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the link to the next page is no address", false);
        }
        if (target.getHost() == null || !origin(target).equals(origin(base))) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    "the link to the next page leads to another host; only the endpoint's own is followed",
                    false);
        }
        return target;
    }

    /** The address that it was made of. */
    public URI base() {
        return base;
    }

    /** Whether it is reached over TLS. */
    public boolean encrypted() {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static boolean hasDots(String path) {
        String decoded =
                path.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f", "/").replaceAll("(?i)%5c", "/");
        return Arrays.stream(decoded.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
    }
}
