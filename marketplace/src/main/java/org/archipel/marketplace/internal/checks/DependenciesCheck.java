package org.archipel.marketplace.internal.checks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.marketplace.internal.model.ExtensionDependency;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;

/** The other extensions that it needs are published in versions that fit, and none of them needs it in turn. */
final class DependenciesCheck implements SubmissionCheck {
    private final UnitOfWork work;
    private final CatalogueStore catalogue = new CatalogueStore();

    DependenciesCheck(UnitOfWork work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "dependencies";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var problems = new ArrayList<String>();
        var path = new LinkedHashSet<String>();
        path.add(submission.version().extensionId());
        follow(ExtensionDependency.of(submission.version().descriptor()), path, new HashSet<>(), problems);
        return Verdict.of(
                problems.stream().distinct().toList(),
                "Depend on versions that are published, and in one direction only.");
    }

    /** @param followed versions that were followed on another path: what is wrong behind them is known */
    private void follow(
            List<ExtensionDependency> dependencies, Set<String> path, Set<String> followed, List<String> problems) {
        for (var dependency : dependencies) {
            if (path.contains(dependency.id())) {
                problems.add("It needs itself: " + String.join(" needs ", path) + " needs " + dependency.id() + ".");
                continue;
            }
            var version = newest(dependency);
            if (version.isEmpty()) {
                problems.add("It needs " + dependency + ", which is not published.");
                continue;
            }
            if (followed.add(version.get().id())) {
                var deeper = new LinkedHashSet<>(path);
                deeper.add(dependency.id());
                follow(ExtensionDependency.of(version.get().descriptor()), deeper, followed, problems);
            }
        }
    }

    private Optional<ExtensionVersion> newest(ExtensionDependency dependency) {
        return work.call(transaction -> catalogue.installable(transaction, dependency.id())).stream()
                .filter(version -> dependency.includes(version.version()))
                .max(Comparator.comparing(version -> Version.parseVersion(version.version())));
    }
}
