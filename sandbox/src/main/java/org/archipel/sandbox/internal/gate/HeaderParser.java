package org.archipel.sandbox.internal.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parses one manifest header into clauses (OSGi Core 8, section 3.2.3). */
final class HeaderParser {
    private final String text;
    private int at;

    private HeaderParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the header does not follow the grammar */
    static List<HeaderClause> parse(String text) {
        HeaderParser parser = new HeaderParser(text);
        List<HeaderClause> clauses = new ArrayList<>();
        do {
            clauses.addAll(parser.clause());
        } while (parser.accept(','));
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("unexpected character at " + parser.at);
        }
        return clauses;
    }

    private List<HeaderClause> clause() {
        List<String> paths = new ArrayList<>();
        Map<String, String> attributes = new HashMap<>();
        Map<String, String> directives = new HashMap<>();
        do {
            String token = token();
            if (accept(':')) {
                if (accept('=')) {
                    put(directives, token, value());
                } else {
                    token();
                    expectEquals();
                    put(attributes, token, value());
                }
            } else if (accept('=')) {
                put(attributes, token, value());
            } else if (attributes.isEmpty() && directives.isEmpty()) {
                paths.add(token);
            } else {
                throw new IllegalArgumentException("a path follows a parameter at " + at);
            }
        } while (accept(';'));
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a clause has no path");
        }
        return paths.stream()
                .map(path -> new HeaderClause(path, attributes, directives))
                .toList();
    }

    // The type of an attribute, as in version:Version="1", may hold a list type such as List<String>.
    private void expectEquals() {
        if (!accept('=')) {
            throw new IllegalArgumentException("= is missing at " + at);
        }
    }

    private static void put(Map<String, String> map, String name, String value) {
        if (map.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is given twice");
        }
    }

    private String token() {
        skipSpace();
        int start = at;
        while (at < text.length() && ",;:=\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String token = text.substring(start, at).trim();
        if (token.isEmpty()) {
            throw new IllegalArgumentException("a name is missing at " + start);
        }
        return token;
    }

    private String value() {
        skipSpace();
        return at < text.length() && text.charAt(at) == '"' ? quoted() : unquoted();
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (at++ >= text.length()) {
            throw new IllegalArgumentException("a quotation mark is missing");
        }
        skipSpace();
        return value.toString();
    }

    private String unquoted() {
        int start = at;
        while (at < text.length() && ",;\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).trim();
    }

    private boolean accept(char character) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == character) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
