package org.archipel.marketplace.internal.model;

import java.util.Optional;

/**
 * Which submissions to list, newest first.
 *
 * @param organizationId the publisher's organization; empty for a reviewer, who sees all
 * @param before id of the last submission of the page before; a value above every id for the first page
 * @param limit how many, 1 or more
 */
public record SubmissionQuery(
        Optional<String> organizationId, Optional<ReviewStatus> status, String before, int limit) {
    /** Above every id, which begins with a digit, in whatever order a database has texts: in some, signs are below digits. */
    public static final String FIRST_PAGE = "z";
}
