package org.archipel.gateway.internal.compatibility;

import java.math.BigDecimal;

/**
 * A lower or an upper bound.
 *
 * @param at null for none
 * @param strict whether it is not reached itself
 */
record Bound(BigDecimal at, boolean strict) {
    static final Bound NONE = new Bound(null, false);

    /** Whether nothing is between this lower bound and an upper one. */
    boolean excludes(Bound upper) {
        if (at == null || upper.at == null) {
            return false;
        }
        int order = at.compareTo(upper.at);
        return order > 0 || order == 0 && (strict || upper.strict);
    }

    /** Of two lower bounds the one that leaves less. */
    Bound orHigher(Bound other) {
        return other.isAtLeast(this) ? other : this;
    }

    /** Of two upper bounds the one that leaves less. */
    Bound orLower(Bound other) {
        return other.isAtMost(this) ? other : this;
    }

    /** Whether this lower bound leaves nothing that another does not. */
    boolean isAtLeast(Bound other) {
        if (at == null || other.at == null) {
            return other.at == null;
        }
        int order = at.compareTo(other.at);
        return order > 0 || order == 0 && (strict || !other.strict);
    }

    /** Whether this upper bound leaves nothing that another does not. */
    boolean isAtMost(Bound other) {
        if (at == null || other.at == null) {
            return other.at == null;
        }
        int order = at.compareTo(other.at);
        return order < 0 || order == 0 && (strict || !other.strict);
    }
}
