package org.archipel.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedSet;

/** What queues by priority are made of: unless it has an order already, all of it is put into order in one piece. */
public final class Heaps {
    private Heaps() {}

    /** @return the same if it has an order; otherwise its elements as they are now, if they may be compared with each other in a moment */
    public static Collection<?> checked(Collection<?> elements) {
        if (elements == null || elements instanceof SortedSet<?> || elements.getClass() == PriorityQueue.class) {
            return elements;
        }
        List<?> now = new ArrayList<>(elements);
        Weights.check(now);
        return now;
    }
}
