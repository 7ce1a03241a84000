package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.model.Pagination;
import org.archipel.connector.common.wire.LinkHeader;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Remote;

/**
 * Follows the address of the next page within the endpoint's origin: {@code Link: <…>; rel="next"} (RFC 8288), or an address in the
 * document. Positions are addresses.
 */
final class AddressPager implements Pager {
    private final Pagination pagination;
    private final Remote remote;
    private final String secretParameter;

    AddressPager(Pagination pagination, Remote remote, String secretParameter) {
        this.pagination = pagination;
        this.remote = remote;
        this.secretParameter = secretParameter;
    }

    @Override
    public void prepare(String position, PageDraft draft) {
        if (!position.isEmpty()) {
            draft.at(remote.endpoint().follow(draft.address(), position));
        }
    }

    @Override
    public Optional<String> next(PageSeen page) {
        Optional<String> next =
                link(page).map(link -> withoutSecret(remote.endpoint().follow(page.address(), link)));
        if (next.filter(link -> link.equals(page.position())
                        || link.equals(page.address().toString()))
                .isPresent()) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the link to the next page leads to the present one", false);
        }
        return next;
    }

    private Optional<String> link(PageSeen page) {
        if (pagination instanceof Pagination.NextAddress address) {
            return page.document()
                    .flatMap(address.next()::first)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .filter(text -> !text.isEmpty());
        }
        List<String> headers = page.response().headers().getOrDefault("Link", List.of());
        return LinkHeader.target(headers, "next");
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
