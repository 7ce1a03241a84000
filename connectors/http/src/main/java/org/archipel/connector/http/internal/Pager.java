package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.http.internal.config.Pagination;

/** Knows how a collection's pages are addressed and which follows. Positions are texts, empty for the first page. */
interface Pager {
    static Pager of(Pagination pagination, Remote remote, String secretParameter) {
        if (pagination instanceof Pagination.Link) {
            return new LinkPager(remote, secretParameter);
        }
        return new ParameterPager(pagination, remote);
    }

    /** Where the page is. */
    URI address(String position, String path, Map<String, String> query);

    /**
     * The position of the next page; empty after the last one.
     *
     * @param count records on this page
     * @param read records on this page and all before
     * @param total records of all pages, where known
     * @throws org.archipel.api.error.RemoteException if the remote side leads nowhere
     */
    Optional<String> next(
            String position,
            HttpResponse response,
            Optional<JsonNode> document,
            int count,
            long read,
            Optional<Long> total);
}
