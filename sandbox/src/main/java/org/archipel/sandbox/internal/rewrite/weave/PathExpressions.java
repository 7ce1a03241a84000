package org.archipel.sandbox.internal.rewrite.weave;

import java.util.regex.Pattern;

/**
 * Judges the template of a resource's path: the REST server compares each request's path with a regular expression made of it, in code
 * without checkpoints, which goes back and forth for ever over some.
 */
final class PathExpressions {
    private static final int LONGEST = 1_000;
    /** In how many ways a path may be divided among the parts of a template, in powers of two: part of a second at the most. */
    private static final int MOST_WAYS = 26;

    private static final int UNSOUND = -1;

    private static final int MOST_IN_SEGMENT = 2;
    /** Characters that are compared in each of the ways without making it much slower. */
    private static final int FEW_STEPS = 32;

    /** Repeated characters other than the slash: alone in its segment, it matches in one way. */
    private static final Pattern CHARACTERS = Pattern.compile(
            "(?:\\[(?:\\w(?:-\\w)?)+-?]|\\\\[dw])(?:[*+]|\\{[0-9]{1,4}(?:,[0-9]{0,4})?})?", Pattern.DOTALL);

    private static final Pattern COUNT = Pattern.compile("\\{(?:[0-9]*,)?([0-9]{1,9})\\}");

    private final String template;
    private int ways;
    private int steps;

    private PathExpressions(String template) {
        this.template = template;
    }

    /** Whether paths are compared with it in little time. */
    static boolean sound(String template) {
        return ways(template) != UNSOUND;
    }

    /** In how many ways a path may be compared with it, in powers of two; negative if that may take for ever. */
    static int ways(String template) {
        return template.length() <= LONGEST ? new PathExpressions(template).ways() : UNSOUND;
    }

    private int ways() {
        int inSegment = 0;
        boolean plainInSegment = false;
        int at = 0;
        while (at < template.length()) {
            char character = template.charAt(at);
            if (character == '/') {
                inSegment = 0;
                plainInSegment = false;
            }
            if (character == '{') {
                int end = end(at);
                if (end < 0 || ++inSegment > MOST_IN_SEGMENT) {
                    return UNSOUND;
                }
                int colon = template.indexOf(':', at);
                boolean plain = colon < 0 || colon > end;
                if (!plain && !simple(template.substring(colon + 1, end), alone(at, end))) {
                    return UNSOUND;
                }
                plainInSegment |= plain;
                // One alone ends where its segment does.
                if (inSegment > 1 && plainInSegment) {
                    ways += ExpressionWays.OPEN;
                }
                if (ways > 0 && steps == 0) {
                    steps = steps(at);
                }
                at = end;
            }
            at++;
        }
        int all = ways + bits(steps / FEW_STEPS);
        return all <= MOST_WAYS ? all : UNSOUND;
    }

    private boolean alone(int begin, int end) {
        return (begin == 0 || template.charAt(begin - 1) == '/')
                && (end + 1 == template.length() || template.charAt(end + 1) == '/');
    }

    // What follows the first part that matches in several ways is compared again for each of them.
    private int steps(int begin) {
        long counts = COUNT.matcher(template.substring(begin))
                .results()
                .mapToLong(count -> Long.parseLong(count.group(1)))
                .sum();
        return (int) Math.min(Integer.MAX_VALUE, template.length() - begin + counts);
    }

    private static int bits(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number);
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

    private boolean simple(String expression, boolean alone) {
        if (alone && CHARACTERS.matcher(expression.strip()).matches()) {
            return true;
        }
        int more = ExpressionWays.of(expression);
        ways += more;
        return more != ExpressionWays.UNKNOWN;
    }
}
