package org.archipel.connector.common.record;

import java.util.Optional;
import org.archipel.connector.common.model.Listing;
import org.archipel.connector.common.model.Pagination;
import org.archipel.connector.common.wire.Remote;

/** Knows how a collection's pages are addressed and which follows. Positions are texts, empty for the first page. */
interface Pager {
    /** @param secretParameter the query parameter that authenticates, to be kept out of positions; empty for none */
    static Pager of(Listing listing, Remote remote, String secretParameter) {
        Pagination pagination = listing.pagination();
        if (pagination instanceof Pagination.Link || pagination instanceof Pagination.NextAddress) {
            return new AddressPager(pagination, remote, secretParameter);
        }
        return new ParameterPager(pagination, listing.complete());
    }

    /** Makes the draft one for the page at the position. */
    void prepare(String position, PageDraft draft);

    /**
     * The position of the next page; empty after the last one.
     *
     * @throws org.archipel.api.error.RemoteException if the remote side leads nowhere
     */
    Optional<String> next(PageSeen page);
}
