package org.archipel.integrations.internal.store;

/** Texts of others that tell what went wrong, in the form in which every database keeps them. */
public final class KeptText {
    private KeptText() {}

    /** The text without zero characters, which PostgreSQL refuses; empty for null. */
    public static String of(String text) {
        return text == null ? "" : text.replace('\0', ' ');
    }

    /** The beginning of it, without half a character at its end. */
    public static String of(String text, int most) {
        String kept = of(text);
        if (kept.length() <= most) {
            return kept;
        }
        return kept.substring(0, Character.isHighSurrogate(kept.charAt(most - 1)) ? most - 1 : most);
    }
}
