package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/** Follows {@code Link: <…>; rel="next"} (RFC 8288) within the endpoint's origin. Positions are addresses. */
final class LinkPager implements Pager {
    private final Remote remote;
    private final String secretParameter;
    /** Where the last page was, for relative links. */
    private URI current;

    LinkPager(Remote remote, String secretParameter) {
        this.remote = remote;
        this.secretParameter = secretParameter;
    }

    @Override
    public URI address(String position, String path, Map<String, String> query) {
        URI first = remote.address(path, query);
        current = position.isEmpty() ? first : remote.endpoint().follow(first, position);
        return current;
    }

    @Override
    public Optional<String> next(
            String position,
            HttpResponse response,
            Optional<JsonNode> document,
            int count,
            long read,
            Optional<Long> total) {
        List<String> headers = response.headers().getOrDefault("Link", List.of());
        Optional<String> next = LinkHeader.target(headers, "next")
                .map(link -> withoutSecret(remote.endpoint().follow(current, link)));
        if (next.filter(link -> link.equals(position) || link.equals(current.toString()))
                .isPresent()) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the link to the next page leads to the present one", false);
        }
        return next;
    }

    /** A remote side that repeats the key in its links must not get it into stored cursors. */
    private String withoutSecret(URI link) {
        if (secretParameter.isEmpty() || link.getRawQuery() == null) {
            return link.toString();
        }
        String encoded = Percent.encode(secretParameter) + "=";
        String query = Arrays.stream(link.getRawQuery().split("&"))
                .filter(pair -> !pair.startsWith(encoded) && !pair.startsWith(secretParameter + "="))
                .collect(Collectors.joining("&"));
        String address = link.toString();
        return address.substring(0, address.indexOf('?')) + (query.isEmpty() ? "" : "?" + query);
    }
}
