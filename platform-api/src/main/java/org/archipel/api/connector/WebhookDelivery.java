package org.archipel.api.connector;

import java.util.List;
import java.util.Map;

/** An incoming webhook as it arrived; {@code body} holds the raw bytes. */
public record WebhookDelivery(Map<String, List<String>> headers, byte[] body) {}
