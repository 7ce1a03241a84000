package org.archipel.marketplace.internal.plan;

import java.util.List;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.plan.InstallPlan.Dependency;

/** What stands in the way of a plan because extensions need each other, in words. */
final class DependencyProblems {
    private DependencyProblems() {}

    /** @param installed whether what is missing is installed before */
    static List<String> of(List<Dependency> needs, boolean installed) {
        return needs.stream()
                .filter(need -> need.state() != Dependency.State.SATISFIED)
                .filter(need -> need.state() != Dependency.State.NOT_INSTALLED || !installed)
                .map(need -> "It needs the extension " + need.id() + " " + need.range() + ", which "
                        + switch (need.state()) {
                            case WRONG_VERSION ->
                                "is installed as " + need.version().orElse("") + ".";
                            case NOT_ACTIVE -> "is installed and does not work.";
                            case NOT_INSTALLED -> "is not installed; \"withDependencies\": true installs it.";
                            case NOT_PUBLISHED -> "is not published.";
                            case CIRCULAR -> "needs it in turn.";
                            case SATISFIED -> "is there.";
                        })
                .toList();
    }

    /** Others need it in a version that does not fit. */
    static List<String> ofVersion(List<Dependencies.Dependent> dependents, ExtensionVersion version) {
        return dependents.stream()
                .filter(dependent -> !dependent.need().includes(version.version()))
                .map(dependent -> "The extension " + dependent + " needs it in "
                        + dependent.need().range() + ".")
                .toList();
    }

    /** Others need it at all. */
    static List<String> ofRemoval(List<Dependencies.Dependent> dependents) {
        return dependents.stream()
                .map(dependent -> "The extension " + dependent + " needs it.")
                .toList();
    }
}
