package org.archipel.guard;

import java.util.Arrays;

/** Messages with places for parameters, as the JDK's loggers take them. What a text is made of is looked at first, and how long it gets. */
final class LogTexts {
    // No more is kept of a message.
    private static final int LONGEST_PATTERN = 4_000;
    private static final int MOST_PARAMETERS = 100;

    private LogTexts() {}

    /**
     * The message with its parameters in it, written on the present thread; the message alone where it is no pattern.
     *
     * @param parameters null if there are none
     */
    static String of(String message, Object... parameters) {
        if (message == null || parameters == null || parameters.length == 0 || !isPattern(message)) {
            return message;
        }
        Object[] given = Arrays.copyOf(parameters, Math.min(parameters.length, MOST_PARAMETERS));
        try {
            return Formats.format(message, given);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    // Others are often logged as they are, with braces that mean nothing.
    private static boolean isPattern(String message) {
        if (message.length() > LONGEST_PATTERN) {
            return false;
        }
        for (int i = message.indexOf('{'); i >= 0 && i + 1 < message.length(); i = message.indexOf('{', i + 1)) {
            if (Character.digit(message.charAt(i + 1), 10) >= 0) {
                return true;
            }
        }
        return false;
    }
}
