package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Utils;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The library copies what a wildcard selected so far for each array that it selects from. */
final class Wildcards {
    private static final int BYTES_OF_REFERENCE = 8;

    private Wildcards() {}

    /** The bytes that the library copies for a wildcard on this value. */
    static long bytesToCopy(Object input) {
        Object value =
                input instanceof Utils.JList<?> list && list.outerWrapper && !list.isEmpty() ? list.get(0) : input;
        if (value instanceof Map<?, ?> map) {
            return bytesToCopy(map.values());
        }
        return value instanceof List<?> list && !(value instanceof Utils.RangeList)
                ? bytesToCopy((Collection<?>) list)
                : 0;
    }

    private static long bytesToCopy(Collection<?> values) {
        long selected = 0;
        long copied = 0;
        for (Object value : values) {
            if (value instanceof List<?> list) {
                selected += flattened(list);
                copied += selected;
            } else {
                selected++;
            }
        }
        return copied * BYTES_OF_REFERENCE;
    }

    private static long flattened(List<?> list) {
        if (list instanceof Utils.RangeList) {
            return list.size();
        }
        long count = 0;
        for (Object element : list) {
            count += element instanceof List<?> inner ? flattened(inner) : 1;
        }
        return count;
    }
}
