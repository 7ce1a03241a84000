package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.databind.type.TypeFactory;

/** What Jackson keeps of classes for the whole process. */
public final class JsonTraces {
    private JsonTraces() {}

    /** Forgets them all, as an extension goes: what Jackson remembers of its classes would keep them in memory. */
    public static void forget() {
        NodeText.forget();
        TypeFactory.defaultInstance().clearCache();
    }
}
