package org.archipel.guard;

import java.util.HashMap;
import java.util.Map;

/** Templates from which JDK 19 and later make patterns of dates: it keeps each for ever, for each locale. Thread-safe. */
public final class DateTemplates {
    private static final int MOST_OF_A_LETTER = 5;
    private static final int MOST = 50;
    private static final Ration<String> USED = new Ration<>(MOST);

    private DateTemplates() {}

    /** @return the same template, if it has few of each letter and is one of a few */
    public static String checked(String template) {
        if (template == null) {
            return null;
        }
        Formatters.checked(template);
        Map<Integer, Integer> letters = new HashMap<>();
        template.chars().forEach(letter -> letters.merge(letter, 1, Integer::sum));
        if (letters.values().stream().anyMatch(count -> count > MOST_OF_A_LETTER)) {
            throw new SecurityException("not allowed to extensions: a template of a date with more than "
                    + MOST_OF_A_LETTER + " of one letter");
        }
        if (!USED.admitsFor(Callers.present(), template)) {
            throw new SecurityException("not allowed to extensions: more than " + MOST
                    + " templates of dates; the JDK keeps each for ever, use patterns");
        }
        return template;
    }
}
