package org.archipel.guard;

import java.util.Collection;

/** Elements of one collection that are looked for in another one: each may take long with each that is there. */
public final class Contained {
    private Contained() {}

    /** @return the same elements, each of which is looked at past a checkpoint before it is looked for */
    public static Collection<?> checked(Object among, Collection<?> elements) {
        // One of an extension passes checkpoints itself.
        boolean foreign = among != null && ValueKind.of(among).foreign();
        return Bulk.checked(elements, foreign ? element -> Weights.search(among, element) : Weights::check);
    }
}
