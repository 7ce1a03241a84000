package org.archipel.api.connector;

import java.util.Collection;
import java.util.Map;

/** Bounds of the texts in what connectors declare: the platform joins, compares and keeps them. */
final class Texts {
    /** Scopes, or parameters, of an authentication. */
    private static final int MOST = 200;

    /** Characters of a scope, or of the name or value of a parameter. */
    private static final int LONGEST = 8_192;

    private Texts() {}

    /** @throws IllegalArgumentException if there are more than {@value #MOST}, or one has more than {@value #LONGEST} characters */
    static void requireFew(String what, Collection<String> texts) {
        requireFew(what, texts, MOST, LONGEST);
    }

    /** @throws IllegalArgumentException as for a collection, of names and of values */
    static void requireFew(String what, Map<String, String> texts) {
        requireFew(what, texts.keySet(), MOST, LONGEST);
        requireFew(what, texts.values(), MOST, LONGEST);
    }

    static void requireFew(String what, Collection<String> texts, int most, int longest) {
        if (texts.size() > most || texts.stream().anyMatch(text -> text.length() > longest)) {
            throw new IllegalArgumentException(
                    what + " are at most " + most + ", of at most " + longest + " characters each");
        }
    }
}
