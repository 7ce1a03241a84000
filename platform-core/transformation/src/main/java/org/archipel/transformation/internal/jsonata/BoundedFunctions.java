package org.archipel.transformation.internal.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.transformation.function.LetterCase;
import org.archipel.transformation.internal.jsonata.EvaluationBounds.Exceeded;

/**
 * The functions of JSONata whose work in one call has no bound in the library: they repeat, join or match texts of any length, or
 * evaluate what is only known then.
 */
final class BoundedFunctions {
    static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_PADDING = 10_000;
    private static final int MOST_TIMESTAMP = 64;
    private static final int MOST_ADJACENT = 4;

    private BoundedFunctions() {}

    static void bind(Jsonata.Frame frame) {
        frame.bind("eval", Jsonata.function("eval", (String text) -> refused(), "<s:x>"));
        frame.bind("pad", Jsonata.function("pad", BoundedFunctions::pad, "<s-ns?:s>"));
        frame.bind("join", Jsonata.function("join", BoundedFunctions::join, "<a<s>s?:s>"));
        frame.bind("replace", Jsonata.function("replace", BoundedFunctions::replace, "<s-(sf)(sf)n?:s>"));
        frame.bind("lowercase", Jsonata.function("lowercase", BoundedFunctions::lowercase, "<s-:s>"));
        frame.bind("uppercase", Jsonata.function("uppercase", BoundedFunctions::uppercase, "<s-:s>"));
        frame.bind("toMillis", Jsonata.function("toMillis", BoundedFunctions::toMillis, "<s-s?:n>"));
        frame.bind("spread", Jsonata.function("spread", BoundedFunctions::spread, "<x-:a<o>>"));
    }

    private static Object refused() {
        throw new Exceeded("$eval is not available");
    }

    private static String lowercase(String text) {
        return text == null ? null : LetterCase.lower(text);
    }

    private static String uppercase(String text) {
        return text == null ? null : LetterCase.upper(text);
    }

    private static String pad(String text, Number width, String with) {
        if (Math.abs(width.doubleValue()) > MOST_PADDING) {
            throw new Exceeded("$pad is bounded to " + MOST_PADDING + " characters");
        }
        return Functions.pad(text, width.intValue(), with);
    }

    private static String join(List<String> texts, String separator) {
        if (texts == null) {
            return null;
        }
        String between = separator == null ? "" : separator;
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            joined.append(i == 0 ? "" : between).append(texts.get(i));
            requireShort(joined);
        }
        return joined.toString();
    }

    /** The library takes a text for a regular expression if there is a limit. */
    private static String replace(String text, Object pattern, Object replacement, Number limit) {
        if (text == null) {
            return null;
        }
        if (!(pattern instanceof String sought) || !(replacement instanceof String replaced)) {
            throw new Exceeded("$replace takes texts only");
        }
        if (sought.isEmpty() || limit != null && limit.doubleValue() < 0) {
            throw new JException("D3010", -1);
        }
        double most = limit == null ? Double.MAX_VALUE : limit.doubleValue();
        StringBuilder result = new StringBuilder();
        int from = 0;
        int at = text.indexOf(sought);
        for (int count = 0; at >= 0 && count < most; count++) {
            result.append(text, from, at).append(replaced);
            requireShort(result);
            from = at + sought.length();
            at = text.indexOf(sought, from);
        }
        return result.append(text, from, text.length()).toString();
    }

    /** The library copies what it has so far for each element. */
    private static Object spread(Object value) {
        if (value instanceof Map<?, ?> object) {
            List<Object> members = Utils.createSequence();
            addMembers(object, members);
            return members;
        }
        if (value instanceof List<?> elements) {
            // No sequence unless it is empty: one member stays an array of one.
            List<Object> members = elements.isEmpty() ? Utils.createSequence() : new Utils.JList<>();
            addMembers(elements, members);
            return members;
        }
        return value;
    }

    private static void addMembers(Object value, List<Object> members) {
        if (value instanceof List<?> elements) {
            elements.forEach(element -> addMembers(element, members));
        } else if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                Map<Object, Object> alone = new LinkedHashMap<>();
                alone.put(name, member);
                members.add(alone);
            });
            requireFew(members);
        } else if (value != null) {
            members.add(value);
            requireFew(members);
        }
    }

    private static void requireFew(List<Object> elements) {
        if (elements.size() > EvaluationBounds.MOST_ELEMENTS) {
            throw new Exceeded("an array has more than " + EvaluationBounds.MOST_ELEMENTS + " elements");
        }
    }

    private static void requireShort(StringBuilder text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new Exceeded("a text has more than " + MOST_CHARACTERS + " characters");
        }
    }

    /** The library makes a regular expression of the picture. */
    private static Number toMillis(String timestamp, String picture) {
        if (timestamp == null) {
            return null;
        }
        boolean adjacent = picture != null && picture.split("\\]\\s*\\[", -1).length > MOST_ADJACENT + 1;
        if (timestamp.length() > MOST_TIMESTAMP || adjacent) {
            throw new Exceeded("$toMillis takes a short text, and a picture whose parts are separated");
        }
        try {
            return Functions.dateTimeToMillis(timestamp, picture);
        } catch (ParseException e) {
            throw new IllegalArgumentException("no time in the expected form", e);
        }
    }
}
