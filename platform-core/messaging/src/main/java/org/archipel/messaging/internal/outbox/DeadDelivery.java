package org.archipel.messaging.internal.outbox;

import java.time.Instant;

/**
 * A delivery that was given up.
 *
 * @param seq place of the event in the stream
 * @param error why the last attempt failed
 */
public record DeadDelivery(
        String subscription,
        long seq,
        String eventId,
        String topic,
        String subject,
        int attempts,
        String error,
        Instant occurredAt) {
    /** Where it stands in the list, the newest event first. */
    public record Place(long seq, String subscription) {
        static final Place NEWEST = new Place(Long.MAX_VALUE, "");
    }
}
