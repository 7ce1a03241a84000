package org.archipel.transformation.internal.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.archipel.jsonpath.BoundedPattern;

/** A schema's {@code pattern}, a regular expression of ECMA-262, on Java's bounded engine. */
final class BoundedExpression implements RegularExpression {
    /** What is written otherwise in Java. */
    private static final Map<String, String> LONG_CATEGORIES = Map.ofEntries(
            Map.entry("Letter", "L"),
            Map.entry("Lowercase_Letter", "Ll"),
            Map.entry("Uppercase_Letter", "Lu"),
            Map.entry("Number", "N"),
            Map.entry("Decimal_Number", "Nd"),
            Map.entry("digit", "Nd"),
            Map.entry("Punctuation", "P"),
            Map.entry("Symbol", "S"));

    private final BoundedPattern pattern;

    private BoundedExpression(BoundedPattern pattern) {
        this.pattern = pattern;
    }

    static RegularExpression of(String expression) {
        return new BoundedExpression(BoundedPattern.compile(translate(expression)));
    }

    @Override
    public boolean matches(String text) {
        return pattern.isFoundIn(text);
    }

    private static String translate(String expression) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                i = escape(expression, i + 1, java);
            } else if (c == '$' && !inClass) {
                java.append("\\z");
            } else if (inClass && (c == '[' || c == '&')) {
                java.append('\\').append(c);
            } else {
                inClass = c == '[' || inClass && c != ']';
                java.append(c);
            }
        }
        return java.toString();
    }

    private static int escape(String expression, int at, StringBuilder java) {
        char c = expression.charAt(at);
        int close = expression.indexOf('}', at);
        if ((c == 'p' || c == 'P') && expression.startsWith("{", at + 1) && close > 0) {
            String name = expression.substring(at + 2, close);
            java.append('\\')
                    .append(c)
                    .append('{')
                    .append(LONG_CATEGORIES.getOrDefault(name, name))
                    .append('}');
            return close;
        }
        if (c == 'c' && at + 1 < expression.length()) {
            java.append(String.format("\\x%02x", expression.charAt(at + 1) % 32));
            return at + 1;
        }
        switch (c) {
            case 'a', 'Z', 'A', 'z', 'G', 'Q', 'E', 'X', 'R', 'h', 'H' ->
                throw new PatternSyntaxException("unknown escape", expression, at);
            case 's' -> java.append("[\\s\\u00a0\\ufeff\\u2028\\u2029\\p{Zs}]");
            case 'S' -> java.append("[^\\s\\u00a0\\ufeff\\u2028\\u2029\\p{Zs}]");
            default -> java.append('\\').append(c);
        }
        return at;
    }
}
