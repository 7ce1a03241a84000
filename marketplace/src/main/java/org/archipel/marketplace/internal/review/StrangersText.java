package org.archipel.marketplace.internal.review;

import java.text.Normalizer;
import org.archipel.api.error.ValidationException;

/** Text of people whom its readers do not know: bounded, and without characters that change how the text around it is shown. */
final class StrangersText {
    private static final int LONGEST = 2000;
    private static final int MOST_MARKS = 3;

    private StrangersText() {}

    /**
     * @param pointer where the text stands in the body
     * @return the text in composed form, without white space around it
     */
    static String checked(String pointer, String text) {
        var composed = Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .strip();
        if (composed.length() > LONGEST) {
            throw new ValidationException(pointer, "at most " + LONGEST + " characters");
        }
        int marks = 0;
        for (int position = 0; position < composed.length(); ) {
            int character = composed.codePointAt(position);
            if (!isText(character)) {
                throw new ValidationException(
                        pointer, String.format("the character U+%04X is not allowed here", character));
            }
            marks = isMark(character) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                throw new ValidationException(pointer, "more than " + MOST_MARKS + " marks on one character");
            }
            position += Character.charCount(character);
        }
        return composed;
    }

    private static boolean isText(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\n' || character == '\t';
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            // Among them those that turn the direction of text; the joiners are needed by scripts and emoji.
            case Character.FORMAT -> character == 0x200C || character == 0x200D;
            default -> true;
        };
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
