package org.archipel.guard;

import java.text.BreakIterator;
import java.text.CharacterIterator;
import java.text.StringCharacterIterator;

/** Words, lines and sentences: where they are not told by blanks, they are looked for in a dictionary, again and again. */
public final class Words {
    private static final int LONGEST_WITHOUT_BLANKS = 1 << 14;

    private Words() {}

    public static void setText(BreakIterator words, String text) {
        Texts.checkLength(text, longest(words));
        words.setText(text);
    }

    public static void setText(BreakIterator words, CharacterIterator text) {
        words.setText(copy(text, longest(words)));
    }

    /** Another one, with which the text cannot be exchanged for one that was not looked at. */
    public static CharacterIterator getText(BreakIterator words) {
        return (CharacterIterator) words.getText().clone();
    }

    private static CharacterIterator copy(CharacterIterator text, int longest) {
        int begin = text.getBeginIndex();
        int end = text.getEndIndex();
        Texts.checkLength((long) end, longest);
        if (begin < 0 || begin > end) {
            throw new IllegalArgumentException("a text from " + begin + " to " + end);
        }
        StringBuilder copied = new StringBuilder(" ".repeat(begin));
        for (int i = begin; i < end; i++) {
            copied.append(text.setIndex(i));
        }
        return new StringCharacterIterator(copied.toString(), begin, end, begin);
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
