package org.archipel.marketplace.internal.checks;

import java.util.ArrayList;
import org.archipel.marketplace.internal.naming.Likeness;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.CatalogueStore.Named;
import org.archipel.persistence.UnitOfWork;

/** Neither id nor name can be taken for those of another publisher's extension. */
final class LookAlikeCheck implements SubmissionCheck {
    private static final int SHORT = 6;

    private final UnitOfWork work;
    private final CatalogueStore catalogue = new CatalogueStore();

    LookAlikeCheck(UnitOfWork work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "look-alike";
    }

    @Override
    public boolean enforced() {
        return true;
    }

    @Override
    public Verdict examine(Submission submission) {
        var version = submission.version();
        var id = Likeness.skeleton(version.extensionId());
        var name = Likeness.skeleton(version.descriptor().name());
        var taken = new ArrayList<String>();
        var close = new ArrayList<String>();
        for (var other : work.call(catalogue::publishedNames)) {
            if (!other.developerId().equals(version.organizationId())) {
                compare(id, Likeness.skeleton(other.id()), "id " + other.id(), taken, taken);
                compare(name, Likeness.skeleton(other.name()), described(other), taken, close);
            }
        }
        if (!taken.isEmpty()) {
            return Verdict.fail(
                    "It can be taken for another publisher's extension: " + String.join("; ", taken) + ".",
                    "Choose an id and a name that cannot be confused with theirs.");
        }
        return close.isEmpty() ? Verdict.pass() : Verdict.pass("Its name is close to " + String.join("; ", close));
    }

    private static void compare(
            String mine, String other, String what, ArrayList<String> same, ArrayList<String> oneApart) {
        if (mine.equals(other)) {
            same.add(what);
        } else if (mine.length() >= SHORT && Likeness.oneApart(mine, other)) {
            oneApart.add(what);
        }
    }

    private static String described(Named other) {
        return "name \"" + other.name() + "\" of " + other.id();
    }
}
