package org.archipel.gateway.internal.cache;

import java.util.concurrent.CompletableFuture;

/** A call on its way, and all who wait for it. */
final class Flight extends CompletableFuture<Fetched> {
    private final String id = FlightIds.next();

    /** Tells it from others, of whatever node; see {@link FlightIds}. */
    String id() {
        return id;
    }
}
