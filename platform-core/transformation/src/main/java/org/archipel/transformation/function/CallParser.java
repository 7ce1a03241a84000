package org.archipel.transformation.function;

import java.util.ArrayList;
import java.util.List;
import org.archipel.transformation.function.Functions.Call;

/**
 * Reads chains of calls. Arguments stand in parentheses, separated by commas; one that has a comma, a parenthesis, a bar or blanks at
 * its ends stands in quotes of either kind. A single argument without quotes is taken as it is, for date patterns.
 */
final class CallParser {
    private final String text;
    private int at;

    CallParser(String text) {
        this.text = text;
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        do {
            calls.add(call());
        } while (accept('|'));
        if (at < text.length()) {
            throw new IllegalArgumentException(
                    "unknown transformation '" + text.substring(at).strip() + "'");
        }
        return calls;
    }

    private Call call() {
        skipBlanks();
        int begin = at;
        while (at < text.length() && "(|".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(begin, at).strip();
        List<String> arguments = accept('(') ? arguments() : List.of();
        skipBlanks();
        return new Call(name, arguments);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        skipBlanks();
        if (accept(')')) {
            return arguments;
        }
        do {
            arguments.add(argument());
        } while (accept(','));
        if (!accept(')')) {
            throw new IllegalArgumentException("a closing parenthesis is missing");
        }
        return arguments;
    }

    private String argument() {
        skipBlanks();
        if (at < text.length() && "'\"".indexOf(text.charAt(at)) >= 0) {
            int close = text.indexOf(text.charAt(at), at + 1);
            int next = close < 0 ? -1 : next(close + 1);
            if (next >= 0) {
                String quoted = text.substring(at + 1, close);
                at = next;
                return quoted;
            }
        }
        int begin = at;
        while (at < text.length() && ",)".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at).strip();
    }

    /** Where the end of an argument is, behind blanks; -1 if something else comes. */
    private int next(int from) {
        int next = from;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && ",)".indexOf(text.charAt(next)) >= 0 ? next : -1;
    }

    private boolean accept(char symbol) {
        if (at < text.length() && text.charAt(at) == symbol) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
