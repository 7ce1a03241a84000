package org.archipel.transformation.internal.jsonata;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** An object or an array of a document. It stands for no more than the document does, since the library changes none. */
sealed interface DocumentPart {
    /** An object. */
    final class Members extends LinkedHashMap<String, Object> implements DocumentPart {
        private static final long serialVersionUID = 1L;
    }

    /** An array. */
    final class Elements extends ArrayList<Object> implements DocumentPart {
        private static final long serialVersionUID = 1L;

        Elements(int size) {
            super(size);
        }
    }
}
