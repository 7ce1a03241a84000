package org.archipel.api.connector;

import java.util.List;

/**
 * Whether a webhook is genuine and what it is.
 *
 * @param deliveryId the same for every delivery of one webhook; for recognizing repetitions. Empty where there is none: then the same
 *     content is a repetition for a few minutes, and later a new webhook
 * @param orderingKey webhooks of one key are processed in order; empty for none
 * @param reason why it was refused; empty when genuine
 * @param records the records that it tells of: an integration that reacts at once then reads these alone, and not all that is new. Empty
 *     where it does not say which they are
 */
public record WebhookVerdict(
        boolean genuine,
        String deliveryId,
        String orderingKey,
        String event,
        String reason,
        List<ChangedRecord> records) {
    public WebhookVerdict {
        records = List.copyOf(records);
    }

    /** The verdict on a webhook that does not say which records it is about. */
    public WebhookVerdict(boolean genuine, String deliveryId, String orderingKey, String event, String reason) {
        this(genuine, deliveryId, orderingKey, event, reason, List.of());
    }

    /** The same about these records. */
    public WebhookVerdict about(List<ChangedRecord> changed) {
        return new WebhookVerdict(genuine, deliveryId, orderingKey, event, reason, changed);
    }
}
