package org.archipel.transformation.internal.jsonata;

import java.util.regex.Pattern;
import org.archipel.transformation.internal.jsonata.EvaluationBounds.Exceeded;

/** The pictures that texts are read and written by. The library makes regular expressions of some and pads by others. */
final class Pictures {
    private static final int MOST_LENGTH = 1_000;
    private static final int MOST_TIMESTAMP = 64;
    private static final int MOST_ADJACENT = 4;
    private static final int MOST_PARTS = 16;
    /** A width behind the comma of a part. */
    private static final Pattern WIDE = Pattern.compile("\\[[^\\]\\[]*,[^\\]\\[]*\\p{Nd}{4}");
    /** Two parts of which either could match what is between them. */
    private static final Pattern ADJACENT = Pattern.compile("\\][A-Za-z0-9]*\\[");

    private static final Pattern ADJACENT_WORDS = Pattern.compile("\\][A-Za-z0-9,\\-\\s]*\\[");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Pictures() {}

    static void requireShort(String picture) {
        if (picture != null && picture.length() > MOST_LENGTH) {
            throw new Exceeded("a picture has more than " + MOST_LENGTH + " characters");
        }
    }

    /** Of a time that is written. */
    static void requireNarrow(String picture) {
        requireShort(picture);
        if (picture != null
                && WIDE.matcher(SPACES.matcher(picture).replaceAll("")).find()) {
            throw new Exceeded("a part of a picture is wider than 999 characters");
        }
    }

    /** Of a time that is read. */
    static void requireSeparated(String timestamp, String picture) {
        requireNarrow(picture);
        boolean apart = picture == null
                || adjacent(picture) <= MOST_ADJACENT
                        && picture.chars().filter(c -> c == '[').count() <= MOST_PARTS;
        if (timestamp.length() > MOST_TIMESTAMP || !apart) {
            throw new Exceeded("$toMillis takes a short text, and a picture whose parts are separated");
        }
    }

    private static long adjacent(String picture) {
        boolean words = picture.indexOf('w') >= 0 || picture.indexOf('W') >= 0;
        return (words ? ADJACENT_WORDS : ADJACENT).matcher(picture).results().count();
    }
}
