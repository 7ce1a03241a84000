package org.archipel.guard;

import java.text.Bidi;
import java.text.CollationKey;
import java.text.Collator;
import java.text.Normalizer;
import java.text.RuleBasedCollator;
import java.util.Set;
import java.util.StringTokenizer;

/** Bounds what takes a text's length times another one's, in one piece. */
public final class Texts {
    // A second or two where nothing else could end it.
    private static final long MOST_STEPS = 1L << 32;
    private static final int MOST_MARKS = 1_000;
    static final int LONGEST_READ = 1 << 16;
    static final int LONGEST_SCANNED = 1 << 20;
    private static final int LONGEST_COLLATED = 1 << 18;
    // Characters that one may become.
    private static final Set<Normalizer.Form> CANONICAL = Set.of(Normalizer.Form.NFC, Normalizer.Form.NFD);
    private static final long MOST_CANONICAL = 4;
    private static final long MOST_COMPATIBLE = 18;

    private Texts() {}

    /** To be called before one text is looked for in another. */
    static void checkSearch(int length, int sought) {
        if ((long) length * sought > MOST_STEPS) {
            throw new SecurityException(
                    "not allowed to extensions: looking for " + sought + " characters in a text of " + length);
        }
    }

    public static boolean contains(String text, CharSequence sought) {
        // As it is now: what an extension makes may be another text each time.
        String part = sought.toString();
        checkSearch(text.length(), part.length());
        return text.contains(part);
    }

    public static int indexOf(String text, String sought) {
        checkSearch(text.length(), sought.length());
        return text.indexOf(sought);
    }

    public static int indexOf(String text, String sought, int from) {
        checkSearch(text.length(), sought.length());
        return text.indexOf(sought, from);
    }

    /** A method of JDK 21 and later. */
    public static int indexOf(String text, String sought, int from, int to) {
        checkSearch(text.length(), sought.length());
        int found = text.substring(from, to).indexOf(sought);
        return found < 0 ? -1 : from + found;
    }

    public static int lastIndexOf(String text, String sought) {
        checkSearch(text.length(), sought.length());
        return text.lastIndexOf(sought);
    }

    public static int lastIndexOf(String text, String sought, int from) {
        checkSearch(text.length(), sought.length());
        return text.lastIndexOf(sought, from);
    }

    public static int indexOf(StringBuilder text, String sought) {
        checkSearch(text.length(), sought.length());
        return text.indexOf(sought);
    }

    public static int indexOf(StringBuilder text, String sought, int from) {
        checkSearch(text.length(), sought.length());
        return text.indexOf(sought, from);
    }

    public static int lastIndexOf(StringBuilder text, String sought) {
        checkSearch(text.length(), sought.length());
        return text.lastIndexOf(sought);
    }

    public static int lastIndexOf(StringBuilder text, String sought, int from) {
        checkSearch(text.length(), sought.length());
        return text.lastIndexOf(sought, from);
    }

    public static int indexOf(StringBuffer text, String sought) {
        checkSearch(text.length(), sought.length());
        return text.indexOf(sought);
    }

    public static int indexOf(StringBuffer text, String sought, int from) {
        checkSearch(text.length(), sought.length());
        return text.indexOf(sought, from);
    }

    public static int lastIndexOf(StringBuffer text, String sought) {
        checkSearch(text.length(), sought.length());
        return text.lastIndexOf(sought);
    }

    public static int lastIndexOf(StringBuffer text, String sought, int from) {
        checkSearch(text.length(), sought.length());
        return text.lastIndexOf(sought, from);
    }

    /** @return the same, if it is short enough to be taken for a number, a date or a pointer, whatever that takes */
    public static String checked(String text) {
        checkLength(text, LONGEST_READ);
        return text;
    }

    /** @return the same as a text of its own: texts within texts are looked up one through the other */
    public static CharSequence checked(CharSequence text) {
        return text instanceof java.nio.CharBuffer ? text.toString() : text;
    }

    static void checkLength(String text, int longest) {
        checkLength(text == null ? 0 : text.length(), longest);
    }

    static void checkLength(long length, int longest) {
        Checkpoint.check();
        if (length > longest) {
            throw new SecurityException("not allowed to extensions: reading a text of " + length + " characters");
        }
    }

    /** To be called before an operand of a collator is compared. */
    static void checkCollated(Object text) {
        if (text instanceof String string) {
            checkLength(string, LONGEST_COLLATED);
        }
    }

    public static int compare(Collator collator, String one, String other) {
        checkCollated(one);
        checkCollated(other);
        return collator.compare(one, other);
    }

    public static boolean equals(Collator collator, String one, String other) {
        return compare(collator, one, other) == 0;
    }

    public static int compare(RuleBasedCollator collator, String one, String other) {
        return compare((Collator) collator, one, other);
    }

    public static int compare(Collator collator, Object one, Object other) {
        return compare(collator, (String) one, (String) other);
    }

    public static CollationKey getCollationKey(Collator collator, String text) {
        checkCollated(text);
        return collator.getCollationKey(text);
    }

    public static CollationKey getCollationKey(RuleBasedCollator collator, String text) {
        return getCollationKey((Collator) collator, text);
    }

    /** Words are looked for by expressions, which pass no checkpoint there. */
    public static void newScanner(String text) {
        checkLength(text, LONGEST_SCANNED);
    }

    public static void newBidi(String text, int flags) {
        newBidi(text.length());
    }

    public static void newBidi(char[] text, int from, byte[] levels, int levelsFrom, int length, int flags) {
        newBidi(length);
    }

    // Each closing bracket is looked for among all that are open.
    private static void newBidi(long length) {
        checkLength(length, LONGEST_READ);
    }

    /** Goes through all of it for each level. */
    public static void reorderVisually(byte[] levels, int levelsFrom, Object[] values, int from, int count) {
        checkLength(count, LONGEST_SCANNED);
        Bidi.reorderVisually(levels, levelsFrom, values, from, count);
    }

    public static String stripIndent(String text) {
        checkLength(text, LONGEST_SCANNED);
        return text.stripIndent();
    }

    public static String indent(String text, int blanks) {
        checkLength(text, LONGEST_SCANNED);
        if (blanks > 0) {
            long ends = text.chars().filter(end -> end == '\n' || end == '\r').count();
            Sizes.checkTotal(text.length() + blanks * (ends + 1));
        }
        return text.indent(blanks);
    }

    public static String translateEscapes(String text) {
        checkLength(text, LONGEST_SCANNED);
        return text.translateEscapes();
    }

    public static void newStringTokenizer(String text, String delimiters) {
        checkSearch(text.length(), delimiters == null ? 0 : delimiters.length());
    }

    public static void newStringTokenizer(String text, String delimiters, boolean returned) {
        newStringTokenizer(text, delimiters);
    }

    /** The text cannot be asked for; it is no longer than one may be. */
    public static String nextToken(StringTokenizer words, String delimiters) {
        checkSearch(Sizes.MOST_ELEMENTS, delimiters.length());
        return words.nextToken(delimiters);
    }

    /** Marks that follow each other are put into order by the square of their number, and one character may become many. */
    public static String normalize(CharSequence given, Normalizer.Form form) {
        String text = checkMarks(given);
        Sizes.checkTotal(text.length() * (CANONICAL.contains(form) ? MOST_CANONICAL : MOST_COMPATIBLE));
        return Normalizer.normalize(text, form);
    }

    public static boolean isNormalized(CharSequence text, Normalizer.Form form) {
        return Normalizer.isNormalized(checkMarks(text), form);
    }

    /** Texts that are taken apart to be compared are put into order as well, wherever the collator is used. */
    public static void setDecomposition(Collator collator, int mode) {
        if (mode != Collator.NO_DECOMPOSITION) {
            throw new SecurityException("not allowed to extensions: a collator that takes texts apart; normalize them");
        }
        collator.setDecomposition(mode);
    }

    /** @return the text as it is now, if it has not too many accents in a row */
    static String checkMarks(CharSequence given) {
        Checkpoint.check();
        String text = given.toString();
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int character = Character.codePointAt(text, i);
            i += Character.charCount(character);
            marks = isMark(character) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                throw new SecurityException("not allowed to extensions: more than " + MOST_MARKS + " accents in a row");
            }
        }
        return text;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
