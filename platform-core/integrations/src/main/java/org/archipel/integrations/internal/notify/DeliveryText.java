package org.archipel.integrations.internal.notify;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.archipel.api.error.PlatformException;
import org.archipel.integrations.internal.store.Json;

/**
 * A delivery whose payload is still a text: as nodes it may take thirty times the memory.
 *
 * @param row the delivery without its payload
 */
record DeliveryText(Delivery row, String payload) {
    String id() {
        return row.id();
    }

    String endpointId() {
        return row.endpointId();
    }

    byte[] body() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws PlatformException if what is stored cannot be read */
    Delivery delivery() {
        return row.with(Json.tree(payload));
    }

    /** Also one that cannot be read, which is a dead letter then. */
    Delivery shown() {
        try {
            return delivery();
        } catch (PlatformException e) {
            return row.with(TextNode.valueOf(payload));
        }
    }
}
