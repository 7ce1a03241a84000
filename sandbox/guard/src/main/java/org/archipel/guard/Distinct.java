package org.archipel.guard;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArraySet;

/** What sets that look one by one are made of: each element is compared with all before it. */
public final class Distinct {
    private Distinct() {}

    /** @return the elements as they are now, if they may be compared with each other; the same, if they are such a set */
    public static Collection<?> checked(Collection<?> elements) {
        boolean distinct = elements == null || elements.getClass() == CopyOnWriteArraySet.class;
        return distinct ? elements : Bulk.absent(List.of(), elements);
    }
}
