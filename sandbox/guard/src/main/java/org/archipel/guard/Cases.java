package org.archipel.guard;

import java.util.BitSet;
import java.util.Locale;

/** Bounds letters that become several in the other case: the JDK copies all of the text for each of them. */
final class Cases {
    /** Texts up to this many characters take no time worth looking at. */
    static final int SHORT = 1 << 14;

    private static final long MOST_COPIED = 1L << 30;
    private static final BitSet GROWING = growing();

    private Cases() {}

    private static BitSet growing() {
        BitSet growing = new BitSet();
        for (int i = 0x80; i <= Character.MAX_VALUE; i++) {
            String letter = String.valueOf((char) i);
            if (letter.toUpperCase(Locale.ROOT).length() > 1
                    || letter.toLowerCase(Locale.ROOT).length() > 1) {
                growing.set(i);
            }
        }
        return growing;
    }

    /** @throws SecurityException if it would take longer than a moment */
    static void check(String text) {
        Checkpoint.check();
        long growing = 0;
        for (int i = 0; i < text.length(); i++) {
            growing += GROWING.get(text.charAt(i)) ? 1 : 0;
        }
        if (growing * text.length() > MOST_COPIED) {
            throw new SecurityException("not allowed to extensions: a text of " + text.length()
                    + " characters in another case, where " + growing + " become several");
        }
    }
}
