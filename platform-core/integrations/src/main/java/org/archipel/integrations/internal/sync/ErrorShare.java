package org.archipel.integrations.internal.sync;

import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** Ends a run in which too many records end in quarantine. */
final class ErrorShare {
    /** So many quarantined records say nothing about a run yet. */
    private static final int TOLERATED = 20;

    private ErrorShare() {}

    /** @param last whether the run has read everything */
    static void require(SyncRun run, SyncPlan plan, boolean last) {
        SyncCounts counts = run.counts();
        long bad = counts.quarantined();
        boolean tooMany = bad > TOLERATED && bad > plan.maxErrorShare() * counts.read();
        boolean nothingGood = last && bad > 0 && bad == counts.read();
        if (tooMany || nothingGood) {
            throw new PlatformException(
                    ErrorCode.DATA_TRANSFORMATION_ERROR,
                    bad + " of " + counts.read() + " records could not be taken; they are in quarantine.");
        }
    }
}
