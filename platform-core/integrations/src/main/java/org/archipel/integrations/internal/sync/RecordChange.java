package org.archipel.integrations.internal.sync;

/**
 * A record that was told of as made, changed or deleted.
 *
 * @param recordId its id on its own side
 */
public record RecordChange(Side side, String entity, String recordId) {
    /** Where it changed. */
    public enum Side {
        REMOTE,
        HUB
    }

    /** Something changed, and nobody says what. */
    public static RecordChange anything() {
        return new RecordChange(Side.REMOTE, "", "");
    }

    /** Whether it may be any record. */
    boolean isAnything() {
        return entity.isEmpty();
    }
}
