package org.archipel.marketplace.internal.checks;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.marketplace.internal.model.ExtensionDependency;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.scratch.Scratch;
import org.archipel.marketplace.internal.scratch.TrialOrder;
import org.archipel.marketplace.internal.scratch.TrialOrder.Candidate;
import org.archipel.marketplace.internal.scratch.TrialReport;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.persistence.UnitOfWork;
import org.osgi.framework.Version;

/** Has submissions tried out in a scratch container, with what they depend on. */
final class Trials {
    private final Scratch scratch;
    private final UnitOfWork work;
    private final PackageStore packages;
    private final CatalogueStore catalogue = new CatalogueStore();

    Trials(Scratch scratch, UnitOfWork work, PackageStore packages) {
        this.scratch = scratch;
        this.work = work;
        this.packages = packages;
    }

    /** Empty where trials are switched off. */
    Optional<TrialReport> of(Submission submission) {
        var version = submission.version();
        var dependencies = new LinkedHashMap<String, Candidate>();
        collect(version, dependencies);
        // The way from the version before may need what this one does not any more.
        submission.before().ifPresent(before -> collect(before, dependencies));
        dependencies.remove(version.extensionId());
        var surface = ApiSurface.of(submission.file(), version.descriptor());
        return scratch.tryOut(new TrialOrder(
                new Candidate(version, submission.file()),
                List.copyOf(dependencies.values()),
                submission.before().map(this::candidate),
                surface.routes(),
                surface.topics()));
    }

    /** What a dependency needs comes before it. */
    private void collect(ExtensionVersion version, Map<String, Candidate> found) {
        for (var dependency : ExtensionDependency.of(version.descriptor())) {
            if (!found.containsKey(dependency.id())) {
                newest(dependency).ifPresent(other -> {
                    collect(other, found);
                    found.put(dependency.id(), candidate(other));
                });
            }
        }
    }

    private Optional<ExtensionVersion> newest(ExtensionDependency dependency) {
        return work.call(transaction -> catalogue.installable(transaction, dependency.id())).stream()
                .filter(version -> dependency.includes(version.version()))
                .max(Comparator.comparing(version -> Version.parseVersion(version.version())));
    }

    private Candidate candidate(ExtensionVersion version) {
        return new Candidate(version, packages.verified(version.packageHash()));
    }
}
