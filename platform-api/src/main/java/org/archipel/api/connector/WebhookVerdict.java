package org.archipel.api.connector;

/**
 * Whether a webhook is genuine and what it is.
 *
 * @param deliveryId the same for every delivery of one webhook; for recognizing repetitions
 * @param orderingKey webhooks of one key are processed in order; empty for none
 * @param reason why it was refused; empty when genuine
 */
public record WebhookVerdict(boolean genuine, String deliveryId, String orderingKey, String event, String reason) {}
