package org.archipel.marketplace.internal.checks;

import java.util.List;
import org.archipel.marketplace.internal.naming.Likeness;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.CatalogueStore.Named;
import org.archipel.persistence.UnitOfWork;

/**
 * The publisher does not call itself what another organization that publishes calls itself. Names of publishers are not proved as
 * namespaces are, and one company may have two organizations: a reviewer weighs it.
 */
final class PublisherNameCheck implements SubmissionCheck {
    private static final int SHOWN = 5;

    private final UnitOfWork work;
    private final CatalogueStore catalogue = new CatalogueStore();

    PublisherNameCheck(UnitOfWork work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "publisher-name";
    }

    @Override
    public boolean enforced() {
        return false;
    }

    @Override
    public Verdict examine(Submission submission) {
        var version = submission.version();
        var name = Likeness.skeleton(version.descriptor().publisher());
        List<String> others = work.call(catalogue::publishedNames).stream()
                .filter(other -> !other.developerId().equals(version.organizationId()))
                .filter(other -> Likeness.skeleton(other.publisher()).equals(name))
                .map(Named::id)
                .sorted()
                .limit(SHOWN)
                .toList();
        return others.isEmpty()
                ? Verdict.pass()
                : Verdict.fail(
                        "Another organization publishes under the name \""
                                + version.descriptor().publisher() + "\": " + String.join(", ", others) + ".",
                        "Use a name that is your own; if both organizations are yours, tell the reviewer so.");
    }
}
