package org.archipel.api.payment;

import java.time.Instant;
import java.util.Optional;

/**
 * How a payment stands.
 *
 * @param paidUntil of a paid one, until when it is good; empty for good
 * @param detail for the buyer, such as why it was declined; may be empty
 */
public record PaymentState(Status status, Optional<Instant> paidUntil, String detail) {
    /** Where it stands. */
    public enum Status {
        /** The buyer or the provider has something to do still. */
        PENDING,
        PAID,
        DECLINED,
        /** It was paid once and is not renewed, or was paid back. */
        ENDED
    }
}
