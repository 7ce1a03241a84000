package org.archipel.gateway.internal.pipeline;

import org.archipel.api.error.ErrorCode;
import org.archipel.rest.ProblemException;

/** What callers are told of an API that refers to something that is not there any more: it is no fault of theirs, and may come back. */
final class Gone {
    private static final int UNAVAILABLE = 503;

    private Gone() {}

    /** An integration, a connector, a key. */
    static ProblemException integration() {
        return new ProblemException(
                UNAVAILABLE, ErrorCode.INTEGRATION_ERROR, "Something that this API refers to is not there any more.");
    }

    static ProblemException ruleSet() {
        return new ProblemException(
                UNAVAILABLE, ErrorCode.TRANSFORMATION_ERROR, "A rule set of this API is not active any more.");
    }
}
