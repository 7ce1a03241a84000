package org.archipel.sandbox.internal.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parses one manifest header into clauses (OSGi Core 8, section 3.2.3), more strictly than the framework does: what that would read in
 * another way is refused.
 */
final class HeaderParser {
    // The framework takes a character behind a backslash for text, also where no quotation mark precedes; any white
    // space for a blank; and U+FFFF for the end of the header. Tools that write manifests use none of them.
    private static final Pattern AMBIGUOUS = Pattern.compile("[\\p{C}\\p{Z}&&[^ ]]|\\\\");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]+(<[A-Za-z]+>)?");

    private final String text;
    private int at;

    private HeaderParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the header does not follow the grammar */
    static List<HeaderClause> parse(String text) {
        if (AMBIGUOUS.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "it holds a backslash, a control character or white space that is no blank");
        }
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
                // A blank before = would make an attribute of it to the framework.
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    put(directives, token, value());
                } else {
                    require(TYPE, token(), "type of an attribute");
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

    private static void require(Pattern pattern, String text, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no " + what + " without quotation marks");
        }
    }

    private static void put(Map<String, String> map, String name, String value) {
        require(NAME, name, "name");
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
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quotation mark is missing");
        }
        String value = text.substring(at + 1, end);
        at = end + 1;
        skipSpace();
        return value;
    }

    private String unquoted() {
        int start = at;
        while (at < text.length() && ",;\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String value = text.substring(start, at).trim();
        require(NAME, value, "value");
        return value;
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
