package org.archipel.sandbox.internal.rewrite.weave;

/**
 * Judges the template of a resource's path: the REST server compares each request's path with a regular expression made of it, in code
 * without checkpoints, which goes back and forth for ever over some.
 */
final class PathExpressions {
    private static final int LONGEST = 1_000;
    private static final int MOST_OPEN = 2;
    private static final int MOST_IN_SEGMENT = 2;
    private static final int LARGEST_COUNT = 100;
    private static final String QUANTIFIERS = "*+?{";

    private final String template;
    private int open;

    private PathExpressions(String template) {
        this.template = template;
    }

    /** Whether paths are compared with it in no time: no more than two parts of a path, or of a segment of it, have no fixed length. */
    static boolean sound(String template) {
        return template.length() <= LONGEST && new PathExpressions(template).sound();
    }

    private boolean sound() {
        int inSegment = 0;
        int at = 0;
        while (at < template.length()) {
            char character = template.charAt(at);
            if (character == '/') {
                inSegment = 0;
            }
            if (character == '{') {
                int end = end(at);
                if (end < 0 || ++inSegment > MOST_IN_SEGMENT) {
                    return false;
                }
                int colon = template.indexOf(':', at);
                if (colon > 0 && colon < end && !simple(template.substring(colon + 1, end))) {
                    return false;
                }
                at = end;
            }
            at++;
        }
        return open <= MOST_OPEN;
    }

    // Of the variable that begins there; its expression may have braces as well.
    private int end(int begin) {
        int depth = 0;
        for (int i = begin; i < template.length(); i++) {
            if (template.charAt(i) == '{') {
                depth++;
            } else if (template.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean simple(String expression) {
        for (int i = 0; i < expression.length(); i++) {
            char character = expression.charAt(i);
            char next = i + 1 < expression.length() ? expression.charAt(i + 1) : ' ';
            if (character == '\\') {
                // What a group matched before may be anything.
                if (Character.isDigit(next) || next == 'k' || next == 'Q') {
                    return false;
                }
                i++;
            } else if (character == '(' && next == '?' || character == ')' && QUANTIFIERS.indexOf(next) >= 0) {
                return false;
            } else if (character == '*' || character == '+' || character == '{' && unbounded(expression, i)) {
                open++;
            }
        }
        return true;
    }

    private static boolean unbounded(String expression, int brace) {
        int end = expression.indexOf('}', brace);
        String counts = end < 0 ? "" : expression.substring(brace + 1, end);
        String last = counts.substring(counts.indexOf(',') + 1).trim();
        return !last.matches("[0-9]{1,3}") || Integer.parseInt(last) > LARGEST_COUNT;
    }
}
