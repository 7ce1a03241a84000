package org.archipel.marketplace.internal.reconcile;

import java.util.List;
import org.archipel.marketplace.ChangeKind;

/** Which of an installation's bundles go with a transition. */
final class LeavingBundles {
    private final ExtensionBundles bundles;

    LeavingBundles(ExtensionBundles bundles) {
        this.bundles = bundles;
    }

    /** All of them when the installation goes, all but the new one when a version comes. */
    List<String> of(Transition transition) {
        var all = bundles.locations(transition.installation().id());
        var goes = transition.kind() == ChangeKind.UNINSTALL || transition.kind() == ChangeKind.DISABLE;
        return goes
                ? all
                : all.stream()
                        .filter(location -> !location.equals(transition.location()))
                        .toList();
    }
}
