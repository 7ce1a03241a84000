package org.archipel.marketplace.internal.pricing;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Under which terms an organization may use an extension now.
 *
 * @param until when they end; empty if they do not
 * @param callsPerDay how many calls a day they allow; empty for any number
 * @param reason why it may not be used, for a person; empty if it may
 */
public record Terms(Basis basis, Optional<Instant> until, OptionalLong callsPerDay, String reason) {
    /** What they rest on. */
    public enum Basis {
        FREE,
        TRIAL,
        PAID,
        FREE_TIER,
        NONE
    }

    static Terms unlimited(Basis basis, Optional<Instant> until) {
        return new Terms(basis, until, OptionalLong.empty(), "");
    }

    static Terms refused(String reason) {
        return new Terms(Basis.NONE, Optional.empty(), OptionalLong.empty(), reason);
    }

    public boolean allowed() {
        return basis != Basis.NONE;
    }
}
