package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.archipel.transformation.function.LetterCase;
import org.archipel.transformation.internal.jsonata.BoundedFunction.Own;
import org.archipel.transformation.internal.jsonata.EvaluationBounds.Exceeded;

/** The functions of texts and numbers whose work in one call has no bound in the library. */
final class TextFunctions {
    private static final int MOST_PADDING = 10_000;
    private static final int MOST_URL = 65_536;
    private static final int MOST_NUMERAL = 10_000;
    private static final int MOST_ROMAN = 1_000_000;
    /** No number has more digits on either side of its point. */
    private static final int MOST_PRECISION = 400;

    private TextFunctions() {}

    static void putInto(Map<String, Own> functions) {
        functions.put("string", TextFunctions::string);
        functions.put("pad", (arguments, bounds) -> pad(text(arguments, 0), number(arguments, 1), text(arguments, 2)));
        functions.put(
                "lowercase",
                (arguments, bounds) -> text(arguments, 0) == null ? null : LetterCase.lower(text(arguments, 0)));
        functions.put(
                "uppercase",
                (arguments, bounds) -> text(arguments, 0) == null ? null : LetterCase.upper(text(arguments, 0)));
        functions.put("contains", (arguments, bounds) -> contains(text(arguments, 0), arguments.get(1)));
        functions.put("substringBefore", (arguments, bounds) -> before(text(arguments, 0), text(arguments, 1)));
        functions.put("substringAfter", (arguments, bounds) -> after(text(arguments, 0), text(arguments, 1)));
        functions.put("join", TextFunctions::join);
        functions.put("split", TextFunctions::split);
        functions.put("replace", TextFunctions::replace);
        functions.put("toMillis", (arguments, bounds) -> toMillis(text(arguments, 0), text(arguments, 1)));
        functions.put("fromMillis", (arguments, bounds) -> {
            Pictures.requireNarrow(text(arguments, 1));
            return Functions.dateTimeFromMillis(number(arguments, 0), text(arguments, 1), text(arguments, 2));
        });
        functions.put("formatNumber", TextFunctions::formatNumber);
        functions.put("formatInteger", (arguments, bounds) -> formatInteger(number(arguments, 0), text(arguments, 1)));
        functions.put("parseInteger", (arguments, bounds) -> parseInteger(text(arguments, 0), text(arguments, 1)));
        functions.put("round", (arguments, bounds) -> round(number(arguments, 0), number(arguments, 1)));
        functions.put("encodeUrl", (arguments, bounds) -> Functions.encodeUrl(url(arguments)));
        functions.put("encodeUrlComponent", (arguments, bounds) -> Functions.encodeUrlComponent(url(arguments)));
    }

    private static String text(List<?> arguments, int index) {
        return (String) arguments.get(index);
    }

    private static Number number(List<?> arguments, int index) {
        return (Number) arguments.get(index);
    }

    private static String string(List<?> arguments, EvaluationBounds bounds) {
        boolean pretty = Boolean.TRUE.equals(arguments.get(1));
        bounds.requireShortText(arguments.get(0), pretty);
        return Functions.string(arguments.get(0), pretty);
    }

    private static String pad(String text, Number width, String with) {
        if (text == null) {
            return null;
        }
        if (Math.abs(width.doubleValue()) > MOST_PADDING) {
            throw new Exceeded("$pad is bounded to " + MOST_PADDING + " characters");
        }
        int missing = Math.abs(width.intValue()) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        int[] repeated = with == null || with.isEmpty()
                ? new int[] {' '}
                : with.codePoints().limit(missing).toArray();
        StringBuilder padding = new StringBuilder();
        for (int i = 0; i < missing; i++) {
            padding.appendCodePoint(repeated[i % repeated.length]);
        }
        return width.intValue() < 0 ? padding + text : text + padding;
    }

    private static Boolean contains(String text, Object sought) {
        return text == null ? null : new TextSearch(onlyText("$contains", sought)).in(text, 0) >= 0;
    }

    private static String before(String text, String sought) {
        int at = text == null || sought == null ? -1 : new TextSearch(sought).in(text, 0);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, String sought) {
        int at = text == null ? -1 : new TextSearch(sought).in(text, 0);
        return at < 0 ? text : text.substring(at + sought.length());
    }

    private static String onlyText(String function, Object argument) {
        if (argument instanceof String text) {
            return text;
        }
        throw new Exceeded(function + " takes texts only");
    }

    private static String join(List<?> arguments, EvaluationBounds bounds) {
        List<?> texts = (List<?>) arguments.get(0);
        if (texts == null) {
            return null;
        }
        String between = text(arguments, 1) == null ? "" : text(arguments, 1);
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            joined.append(i == 0 ? "" : between).append((String) texts.get(i));
            bounds.requireLength(joined.length());
        }
        return joined.toString();
    }

    private static List<String> split(List<?> arguments, EvaluationBounds bounds) {
        String text = text(arguments, 0);
        if (text == null) {
            return null;
        }
        String separator = onlyText("$split", arguments.get(1));
        Number limit = number(arguments, 2);
        if (limit != null && limit.intValue() < 0) {
            throw new JException("D3020", -1, text);
        }
        int most = limit == null ? Integer.MAX_VALUE : limit.intValue();
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            int length = Math.min(most, text.length());
            EvaluationBounds.requireFew(length);
            for (int i = 0; i < length; i++) {
                parts.add(String.valueOf(text.charAt(i)));
            }
            return parts;
        }
        TextSearch search = new TextSearch(separator);
        int from = 0;
        while (parts.size() < most) {
            int at = search.in(text, from);
            parts.add(text.substring(from, at < 0 ? text.length() : at));
            EvaluationBounds.requireFew(parts.size());
            if (at < 0) {
                break;
            }
            from = at + search.length();
        }
        return parts;
    }

    /** The library takes a text for a regular expression if there is a limit. */
    private static String replace(List<?> arguments, EvaluationBounds bounds) {
        String text = text(arguments, 0);
        if (text == null) {
            return null;
        }
        String sought = onlyText("$replace", arguments.get(1));
        String replaced = onlyText("$replace", arguments.get(2));
        Number limit = number(arguments, 3);
        if (sought.isEmpty() || limit != null && limit.doubleValue() < 0) {
            throw new JException("D3010", -1);
        }
        double most = limit == null ? Double.MAX_VALUE : limit.doubleValue();
        TextSearch search = new TextSearch(sought);
        StringBuilder result = new StringBuilder();
        int from = 0;
        int at = search.in(text, 0);
        for (int count = 0; at >= 0 && count < most; count++) {
            result.append(text, from, at).append(replaced);
            bounds.requireLength(result.length());
            from = at + search.length();
            at = search.in(text, from);
        }
        return result.append(text, from, text.length()).toString();
    }

    private static Number toMillis(String timestamp, String picture) {
        if (timestamp == null) {
            return null;
        }
        Pictures.requireSeparated(timestamp, picture);
        try {
            return Functions.dateTimeToMillis(timestamp, picture);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no time in the expected form", e);
        }
    }

    private static String formatNumber(List<?> arguments, EvaluationBounds bounds) {
        Pictures.requireShort(text(arguments, 1));
        return Functions.formatNumber(number(arguments, 0), text(arguments, 1), (Map<?, ?>) arguments.get(2));
    }

    private static String formatInteger(Number number, String picture) {
        Pictures.requireShort(picture);
        if (number != null
                && Math.abs(number.doubleValue()) > MOST_ROMAN
                && picture != null
                && picture.regionMatches(true, 0, "i", 0, 1)) {
            throw new Exceeded("$formatInteger writes no Roman numerals beyond " + MOST_ROMAN);
        }
        return Functions.formatInteger(number, picture);
    }

    private static Number parseInteger(String numeral, String picture) {
        Pictures.requireShort(picture);
        if (numeral != null && numeral.length() > MOST_NUMERAL) {
            throw new Exceeded("$parseInteger takes texts of up to " + MOST_NUMERAL + " characters");
        }
        try {
            return Functions.parseInteger(numeral, picture);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no number in the expected form", e);
        }
    }

    private static Number round(Number number, Number precision) {
        int digits = precision == null ? 0 : precision.intValue();
        return Functions.round(number, Math.max(-MOST_PRECISION, Math.min(MOST_PRECISION, digits)));
    }

    private static String url(List<?> arguments) {
        String text = text(arguments, 0);
        if (text != null && text.length() > MOST_URL) {
            throw new Exceeded("a text that is encoded for a URL has more than " + MOST_URL + " characters");
        }
        return text;
    }
}
