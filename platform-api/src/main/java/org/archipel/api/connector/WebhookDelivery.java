package org.archipel.api.connector;

import java.util.List;
import java.util.Map;

/**
 * An incoming webhook as it arrived.
 *
 * @param body the raw bytes
 * @param query parameters of the address, each with its first value
 */
public record WebhookDelivery(Map<String, List<String>> headers, byte[] body, Map<String, String> query) {
    /** A webhook whose address has no parameters. */
    public WebhookDelivery(Map<String, List<String>> headers, byte[] body) {
        this(headers, body, Map.of());
    }
}
