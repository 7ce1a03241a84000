package org.archipel.sandbox.internal.rest;

import org.archipel.sandbox.internal.island.LiveIsland;

/** Where the requests of one organization to one extension go. */
record Route(LiveIsland island, ClassLoader loader) {
    /** Path below which the island's own application answers; no client reaches it directly. */
    static String base(LiveIsland island) {
        return "/_ext/" + island.installation().installationId() + "/"
                + island.installation().version();
    }

    String base() {
        return base(island);
    }
}
