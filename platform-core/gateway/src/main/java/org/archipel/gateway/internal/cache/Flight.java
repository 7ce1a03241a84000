package org.archipel.gateway.internal.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/** A call on its way, and all who wait for it. */
final class Flight extends CompletableFuture<Fetched> {
    private final String id = Long.toHexString(ThreadLocalRandom.current().nextLong());

    /** Tells it from others, of whatever node: at most 16 digits. */
    String id() {
        return id;
    }
}
