package org.archipel.jsonpath;

import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of RFC 9485 on {@link java.util.regex}: what that RFC does not know (look-around, back references,
 * possessive quantifiers) is refused, and {@code .} matches all but line feed and carriage return. {@code ^} and {@code $} anchor,
 * as the JSONPath compliance suite wants. Work on one text is bounded, since the engine backtracks.
 */
final class InteroperableRegex {
    private static final int LONGEST = 1_000;
    private static final String SINGLE_ESCAPES = "()*+-.?[\\]^{|}nrt$";

    private final BoundedPattern pattern;

    private InteroperableRegex(BoundedPattern pattern) {
        this.pattern = pattern;
    }

    /** Empty if the text is no expression of the RFC. */
    static Optional<InteroperableRegex> of(String expression) {
        if (expression.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return translate(expression).map(text -> new InteroperableRegex(BoundedPattern.compile(text)));
        } catch (PatternSyntaxException e) {
            // Java found what the translation let through: no expression of the RFC either.
            return Optional.empty();
        }
    }

    boolean matches(String text) {
        return pattern.matches(text);
    }

    boolean isFoundIn(String text) {
        return pattern.isFoundIn(text);
    }

    private static Optional<String> translate(String expression) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        boolean afterQuantifier = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            boolean quantifier = !inClass && "*+?{".indexOf(c) >= 0;
            if (quantifier && afterQuantifier || c == '(' && !inClass && expression.startsWith("(?", i)) {
                return Optional.empty();
            }
            afterQuantifier = quantifier || afterQuantifier && (Character.isDigit(c) || c == ',' || c == '}');
            if (c == '\\') {
                int end = escapeEnd(expression, i + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                java.append(expression, i, end);
                i = end - 1;
            } else if (inClass) {
                inClass = c != ']';
                // Java gives '[' and '&&' within a class a meaning of their own.
                java.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
            } else {
                inClass = c == '[';
                java.append(c == '.' ? "[^\\n\\r]" : c == '$' ? "\\z" : String.valueOf(c));
            }
        }
        return inClass ? Optional.empty() : Optional.of(java.toString());
    }

    /** Where the escape ends whose first character after the backslash is at the position; -1 if the RFC knows no such escape. */
    private static int escapeEnd(String expression, int at) {
        if (at >= expression.length()) {
            return -1;
        }
        char c = expression.charAt(at);
        if (SINGLE_ESCAPES.indexOf(c) >= 0) {
            return at + 1;
        }
        if ((c == 'p' || c == 'P') && expression.startsWith("{", at + 1)) {
            int close = expression.indexOf('}', at);
            boolean category = close > 0 && expression.substring(at + 2, close).matches("[CLMNPSZ][a-z]?");
            return category ? close + 1 : -1;
        }
        return -1;
    }
}
