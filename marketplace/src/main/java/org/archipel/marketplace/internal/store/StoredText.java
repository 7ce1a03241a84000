package org.archipel.marketplace.internal.store;

/** Texts that come from elsewhere, an extension's health check for example, so that their column can hold them. */
public final class StoredText {
    /** Columns of reasons and errors. */
    private static final int LONGEST = 2000;

    private static final char REPLACEMENT = '\uFFFD';

    private StoredText() {}

    /** The text cut to what a column of reasons holds, and without the character that PostgreSQL has no room for. */
    public static String of(String text) {
        var storable = text.replace('\0', REPLACEMENT);
        if (storable.length() <= LONGEST) {
            return storable;
        }
        int end = Character.isHighSurrogate(storable.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return storable.substring(0, end);
    }
}
