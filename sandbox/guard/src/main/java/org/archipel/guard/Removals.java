package org.archipel.guard;

import java.util.Collection;
import java.util.PriorityQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Predicate;

/** Many elements, removed at once. */
public final class Removals {
    private Removals() {}

    /** To be called before elements are removed: what is left of a heap is put into order in one piece. */
    public static void held(Object collection) {
        if (collection instanceof PriorityQueue<?>
                || collection instanceof PriorityBlockingQueue<?>
                || Wrappers.isOne(collection)) {
            Weights.check(collection);
        }
    }

    /** @return the same elements, as {@link Bulk#checked(Collection)} */
    public static Collection<?> checked(Collection<?> elements) {
        return Bulk.checked(elements);
    }

    /** @return the same condition, as {@link Functions#checked(Predicate)} */
    public static Predicate<?> checked(Predicate<?> condition) {
        return Functions.checked(condition);
    }
}
