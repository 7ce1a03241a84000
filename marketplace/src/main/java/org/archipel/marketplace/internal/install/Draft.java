package org.archipel.marketplace.internal.install;

import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.plan.Consent;
import org.archipel.marketplace.internal.plan.InstallPlan;

/**
 * An order that was thought through but not placed.
 *
 * @param present the installation as it was when the plan was made
 * @param next the installation with the order
 * @param consent what is to be consented to
 * @param before orders that are placed before it, in that order
 */
public record Draft(
        ChangeKind kind,
        Optional<Installation> present,
        Installation next,
        InstallPlan plan,
        Optional<Consent> consent,
        List<Draft> before) {
    public Draft {
        before = List.copyOf(before);
    }

    /** The same after other orders. */
    Draft after(List<Draft> earlier) {
        return new Draft(
                kind,
                present,
                next,
                plan.after(earlier.stream().map(Draft::plan).toList()),
                consent,
                earlier);
    }

    /** The same with something that stands in its way. */
    Draft blockedBy(String problem) {
        return new Draft(kind, present, next, plan.blockedBy(problem), consent, before);
    }
}
