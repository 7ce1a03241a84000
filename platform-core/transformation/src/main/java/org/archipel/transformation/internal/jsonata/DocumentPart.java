package org.archipel.transformation.internal.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * The objects and arrays of a document. They stand for no more than the document does, since nothing changes them, so that each is
 * weighed once, when it is asked for and all is in it.
 */
final class DocumentPart {
    private static final float LOAD = 0.75f;

    private DocumentPart() {}

    /**
     * The weight and depth of an object or array of a document, as {@link Weights} has them in one number; 0 for all else. It is told by
     * its class: virtual machines take long to tell an interface among those of a map, and then forget the one that the library asks for.
     */
    static long measured(Object value) {
        if (value instanceof Members members) {
            return members.measured();
        }
        return value instanceof Elements elements ? elements.measured() : 0;
    }

    /** An object. */
    static final class Members extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        private long measured;

        Members(int size) {
            super((int) (size / LOAD) + 1, LOAD);
        }

        private long measured() {
            if (measured == 0) {
                measured = Weights.ofMembers(values());
            }
            return measured;
        }
    }

    /** An array. */
    static final class Elements extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;

        private long measured;

        Elements(int size) {
            super(size);
        }

        private long measured() {
            if (measured == 0) {
                measured = Weights.ofElements(this);
            }
            return measured;
        }
    }
}
