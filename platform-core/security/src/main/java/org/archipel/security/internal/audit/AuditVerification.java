package org.archipel.security.internal.audit;

import java.util.List;

/**
 * What a check of an audit chain found.
 *
 * @param whole whether nothing was changed, removed or put in
 * @param checked number of links that were checked
 * @param removed how many were removed at the beginning of the chain, after the time for which they are kept
 * @param pending entries that are not chained yet; a second later they should be
 * @param headHash hash of the last link: kept outside, it proves later that the chain was not replaced as a whole
 * @param problems the first problems, in the order of the chain
 */
public record AuditVerification(
        boolean whole, long checked, long removed, long pending, String headHash, List<Problem> problems) {
    public AuditVerification {
        problems = List.copyOf(problems);
    }

    /**
     * @param position place in the chain; 0 when the problem is not at one place
     * @param entryId the entry; empty when it is not known
     */
    public record Problem(long position, String entryId, Kind kind, String message) {}

    /** The ways in which a chain can be broken. */
    public enum Kind {
        ENTRY_CHANGED,
        ENTRY_MISSING,
        LINK_BROKEN,
        TAIL_MISSING,
        SEAL_WRONG,
        HEAD_MISSING,
        ENTRY_UNLINKED
    }
}
