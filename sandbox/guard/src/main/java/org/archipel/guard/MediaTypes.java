package org.archipel.guard;

import java.util.Map;

/**
 * Bounds media types in headers of HTTP. They are read by a regular expression which, where there is a quotation mark, looks at each
 * place of the rest from each place before.
 */
public final class MediaTypes {
    private static final int LONGEST_QUOTED = 2_048;

    private MediaTypes() {}

    /** @return the same, if it is short */
    public static String checked(String text) {
        Headers.checked(text);
        if (text != null && text.length() > LONGEST_QUOTED && text.indexOf('"') >= 0) {
            throw new SecurityException("not allowed to extensions: a media type of " + text.length()
                    + " characters with quotation marks; at most " + LONGEST_QUOTED);
        }
        return Cases.checked(text);
    }

    /** @return their texts as they are now, if they are short: the names are changed to small letters */
    public static Map<?, ?> checked(Map<?, ?> parameters) {
        Map<?, ?> texts = Headers.checked(parameters);
        if (texts != null) {
            for (Object name : texts.keySet()) {
                Cases.checked((String) name);
            }
        }
        return texts;
    }
}
