package org.archipel.marketplace.internal.model;

/**
 * The recorded outcome of one check of a submission.
 *
 * @param name stable name of the check
 * @param outcome an error never counts as passed
 * @param enforced whether the submission is rejected if it failed or could not be made
 * @param detail what was found, for the publisher; empty when there is nothing to say
 * @param advice what to do about it; empty when nothing is to be done
 */
public record Check(String name, Outcome outcome, boolean enforced, String detail, String advice) {
    public enum Outcome {
        PASSED,
        FAILED,
        /** It could not be made. */
        ERROR,
        /** This installation does not make it. */
        SKIPPED
    }

    /** Whether it stands in the way of the submission. */
    public boolean blocks() {
        return enforced && (outcome == Outcome.FAILED || outcome == Outcome.ERROR);
    }
}
