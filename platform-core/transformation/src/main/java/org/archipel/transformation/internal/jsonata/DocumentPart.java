package org.archipel.transformation.internal.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * An object or an array of a document. It stands for no more than the document does, since the library changes none, so that it is
 * weighed once, when all is in it.
 */
sealed interface DocumentPart {
    /** Its weight and depth, as {@link Weights} has them in one number. */
    long measured();

    /** An object. */
    final class Members extends LinkedHashMap<String, Object> implements DocumentPart {
        private static final long serialVersionUID = 1L;

        private long measured;

        void weigh() {
            measured = Weights.ofWeighed(this);
        }

        @Override
        public long measured() {
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

        void weigh() {
            measured = Weights.ofWeighed(this);
        }

        @Override
        public long measured() {
            return measured;
        }
    }
}
