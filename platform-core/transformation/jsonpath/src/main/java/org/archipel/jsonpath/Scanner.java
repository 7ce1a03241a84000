package org.archipel.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lexical parts of an expression: names, strings, numbers, blanks. */
final class Scanner {
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern NUMBER = Pattern.compile("(?:-0|0|-?[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");
    private static final long LARGEST = (1L << 53) - 1;

    private final String text;
    private int position;

    Scanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return position == text.length();
    }

    /** The next character, or 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(position);
    }

    boolean at(String symbol) {
        return text.startsWith(symbol, position);
    }

    boolean accept(String symbol) {
        if (!at(symbol)) {
            return false;
        }
        position += symbol.length();
        return true;
    }

    void expect(String symbol) {
        if (!accept(symbol)) {
            throw error("expected '" + symbol + "'");
        }
    }

    void skipBlanks() {
        while (!atEnd() && " \t\n\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    int position() {
        return position;
    }

    void reset(int earlier) {
        position = earlier;
    }

    JsonPathSyntaxException error(String reason) {
        return new JsonPathSyntaxException(reason, position);
    }

    boolean atInteger() {
        return peek() == '-' || isDigit(peek());
    }

    long integer() {
        String digits = token(INTEGER, "an integer");
        if (digits.length() > 17 || Math.abs(Long.parseLong(digits)) > LARGEST) {
            throw error("integer out of range");
        }
        return Long.parseLong(digits);
    }

    JsonNode number() {
        String digits = token(NUMBER, "a number");
        try {
            BigDecimal value = new BigDecimal(digits);
            boolean whole = digits.chars().allMatch(c -> c == '-' || isDigit((char) c)) && digits.length() <= 17;
            return whole ? LongNode.valueOf(value.longValueExact()) : DecimalNode.valueOf(value);
        } catch (NumberFormatException e) {
            throw error("number out of range");
        }
    }

    /** A lower-case word, as functions and literals have; empty if there is none. */
    String word() {
        Matcher matcher = WORD.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        position = matcher.end();
        return matcher.group();
    }

    /** A member name in shorthand notation. */
    String memberName() {
        int start = position;
        while (!atEnd()) {
            int codePoint = text.codePointAt(position);
            if (!isNamePart(codePoint, position == start)) {
                break;
            }
            position += Character.charCount(codePoint);
        }
        if (position == start) {
            throw error("expected a member name");
        }
        return text.substring(start, position);
    }

    /** A quoted string; the opening quote is next. */
    String string() {
        char quote = next();
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == quote) {
                return value.toString();
            }
            if (c < 0x20) {
                throw error("control character in a string");
            }
            if (c == '\\') {
                value.appendCodePoint(escape(quote));
            } else {
                value.append(c);
            }
        }
    }

    private int escape(char quote) {
        char c = next();
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '/', '\\' -> c;
            case 'u' -> unicodeEscape();
            default -> {
                if (c != quote) {
                    throw error("unknown escape");
                }
                yield c;
            }
        };
    }

    private int unicodeEscape() {
        char first = hexadecimal();
        if (Character.isLowSurrogate(first)) {
            throw error("lone surrogate");
        }
        if (!Character.isHighSurrogate(first)) {
            return first;
        }
        expect("\\u");
        char second = hexadecimal();
        if (!Character.isLowSurrogate(second)) {
            throw error("lone surrogate");
        }
        return Character.toCodePoint(first, second);
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("expected a hexadecimal digit");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private char next() {
        if (atEnd()) {
            throw error("unexpected end");
        }
        return text.charAt(position++);
    }

    private String token(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw error("expected " + what);
        }
        position = matcher.end();
        if (isDigit(peek())) {
            throw error("leading zero");
        }
        return matcher.group();
    }

    private static boolean isNamePart(int c, boolean first) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return letter && !surrogate || !first && c >= '0' && c <= '9';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
