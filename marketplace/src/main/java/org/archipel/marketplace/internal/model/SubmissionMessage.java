package org.archipel.marketplace.internal.model;

import java.time.Instant;

/** What one side of a review said to the other. */
public record SubmissionMessage(String id, Side side, String author, String text, Instant sentAt) {
    public enum Side {
        PUBLISHER,
        REVIEWER
    }
}
