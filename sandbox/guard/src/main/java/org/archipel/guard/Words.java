package org.archipel.guard;

import java.text.BreakIterator;
import java.text.CharacterIterator;

/** Words, lines and sentences: where they are not told by blanks, they are looked for in a dictionary, again and again. */
public final class Words {
    private static final int LONGEST_WITHOUT_BLANKS = 1 << 14;

    private Words() {}

    public static void setText(BreakIterator words, String text) {
        Texts.checkLength(text, longest(words));
        words.setText(text);
    }

    public static void setText(BreakIterator words, CharacterIterator text) {
        Texts.checkLength(text.getEndIndex() - (long) text.getBeginIndex(), longest(words));
        words.setText(text);
    }

    private static int longest(BreakIterator words) {
        return words.getClass().getSimpleName().startsWith("Dictionary")
                ? LONGEST_WITHOUT_BLANKS
                : Texts.LONGEST_SCANNED;
    }

    /** Step by step; the JDK goes on stepping where there is nothing left. */
    public static int next(BreakIterator words, int steps) {
        int found = steps == 0 ? words.current() : 0;
        for (long left = Math.abs((long) steps); left > 0 && found != BreakIterator.DONE; left--) {
            Checkpoint.check();
            found = steps > 0 ? words.next() : words.previous();
        }
        return found;
    }
}
