package org.archipel.sandbox.internal.rewrite.weave;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * In how many ways a regular expression may match texts of the length of a path, in powers of two: those of its parts are multiplied, so
 * their powers are added.
 */
final class ExpressionWays {
    /** Those of a part of any length. */
    static final int OPEN = 13;
    /** Repeated groups, and what looks elsewhere: they may be any number. */
    static final int UNKNOWN = -1;

    private static final int LARGEST_COUNT = 100;
    private static final String QUANTIFIERS = "*+?{";
    private static final String BRACED_ESCAPES = "pPxN";
    // References to what a group matched, which may be anything, quotations, and one character that is two.
    private static final String REFUSED_ESCAPES = "0123456789kQXR";

    private final String expression;
    private final Deque<Integer> alternatives = new ArrayDeque<>();
    private int at;
    private int ways;
    private boolean unknown;

    private ExpressionWays(String expression) {
        this.expression = expression;
        alternatives.push(0);
    }

    /** {@link #UNKNOWN} if that is not known. */
    static int of(String expression) {
        return new ExpressionWays(expression).count();
    }

    private int count() {
        while (at < expression.length() && !unknown) {
            part(expression.charAt(at));
            at++;
        }
        while (!alternatives.isEmpty()) {
            ways += chosen(alternatives.pop());
        }
        return unknown ? UNKNOWN : ways;
    }

    private void part(char character) {
        switch (character) {
            case '\\' -> escape();
            case '[' -> characters();
            case '(' -> group();
            case ')' -> {
                ways += chosen(alternatives.pop());
                unknown = alternatives.isEmpty() || quantified(at + 1);
            }
            case '|' -> alternatives.push(alternatives.pop() + 1);
            case '*', '+', '{', '?' -> quantifier(character);
            default -> {
                // Itself.
            }
        }
    }

    private void escape() {
        at++;
        char escaped = peek(at);
        unknown = REFUSED_ESCAPES.indexOf(escaped) >= 0;
        int end = expression.indexOf('}', at);
        if (BRACED_ESCAPES.indexOf(escaped) >= 0 && peek(at + 1) == '{' && end > 0) {
            at = end;
        }
    }

    // A bracket at the beginning of a class does not end it; classes within it are taken to end it, after which more is
    // counted.
    private void characters() {
        int first = peek(at + 1) == '^' ? at + 2 : at + 1;
        int end = first;
        while (end < expression.length() && (end == first || expression.charAt(end) != ']')) {
            if (expression.charAt(end) == '\\') {
                end++;
                unknown |= peek(end) == 'Q';
            }
            end++;
        }
        at = end;
    }

    private void group() {
        alternatives.push(0);
        if (peek(at + 1) == '?') {
            unknown = peek(at + 2) != ':';
            at += 2;
        }
    }

    private void quantifier(char character) {
        ways += switch (character) {
            case '?' -> chosen(1);
            case '{' -> counted();
            default -> OPEN;
        };
        // Whether it takes as little as it can, or gives nothing back.
        if (peek(at + 1) == '?' || peek(at + 1) == '+') {
            at++;
        }
        unknown |= quantified(at + 1);
    }

    private int counted() {
        int end = expression.indexOf('}', at);
        String[] counts =
                end < 0 ? new String[0] : expression.substring(at + 1, end).split(",", -1);
        at = Math.max(at, end);
        if (counts.length == 0 || counts.length > 2) {
            return OPEN;
        }
        int first = number(counts[0]);
        int last = number(counts[counts.length - 1]);
        return first < 0 || last > LARGEST_COUNT || last < first ? OPEN : chosen(last - first);
    }

    private static int number(String count) {
        return count.matches("[0-9]{1,3}") ? Integer.parseInt(count) : -1;
    }

    private boolean quantified(int place) {
        return QUANTIFIERS.indexOf(peek(place)) >= 0;
    }

    private char peek(int place) {
        return place < expression.length() ? expression.charAt(place) : ' ';
    }

    // To choose takes longer than to compare a character.
    private static int chosen(int more) {
        return more == 0 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(more) + 1;
    }
}
