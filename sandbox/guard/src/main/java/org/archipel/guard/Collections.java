package org.archipel.guard;

import java.util.List;

/** Bounds collections that count more than they hold. */
public final class Collections {
    private Collections() {}

    public static List<?> nCopies(int count, Object element) {
        return java.util.Collections.nCopies(Sizes.check(count), element);
    }
}
