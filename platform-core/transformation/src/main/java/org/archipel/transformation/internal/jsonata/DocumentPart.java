package org.archipel.transformation.internal.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * An object or an array of a document. It stands for no more than the document does, since the library changes none, so that it is
 * weighed once, when it is asked for and all is in it.
 */
sealed interface DocumentPart {
    /** Its weight and depth, as {@link Weights} has them in one number. */
    long measured();

    /** An object. */
    final class Members extends LinkedHashMap<String, Object> implements DocumentPart {
        private static final long serialVersionUID = 1L;

        private long measured;

        @Override
        public long measured() {
            if (measured == 0) {
                measured = Weights.ofPart(this);
            }
            return measured;
        }
    }

    /** An array. */
    final class Elements extends ArrayList<Object> implements DocumentPart {
        private static final long serialVersionUID = 1L;

        private long measured;

        Elements(int size) {
            super(size);
        }

        @Override
        public long measured() {
            if (measured == 0) {
                measured = Weights.ofPart(this);
            }
            return measured;
        }
    }
}
