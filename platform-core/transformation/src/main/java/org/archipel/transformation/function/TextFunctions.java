package org.archipel.transformation.function;

import static org.archipel.transformation.function.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.archipel.base.Sha256;
import org.archipel.jsonpath.BoundedPattern;
import org.archipel.jsonpath.JsonPathLimitException;
import org.archipel.transformation.ValueFunction;

/** Functions of texts. */
final class TextFunctions {
    private static final int MOST_PADDING = 10_000;
    private static final int PIECE = 256;
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
    private static final Pattern NO_SLUG = Pattern.compile("[^a-z0-9]+");

    private TextFunctions() {}

    static void addTo(Map<String, Function<Arguments, ValueFunction>> functions) {
        functions.put("trim", plain(String::strip));
        functions.put("lower", plain(LetterCase::lower));
        functions.put("upper", plain(LetterCase::upper));
        functions.put("capitalize", plain(TextFunctions::capitalized));
        functions.put("toString", plain(UnaryOperator.identity()));
        functions.put("removeAccents", plain(TextFunctions::withoutAccents));
        functions.put("digits", plain(text -> NO_DIGITS.matcher(text).replaceAll("")));
        functions.put("slug", plain(TextFunctions::slug));
        functions.put("urlEncode", plain(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)));
        functions.put("urlDecode", plain(text -> URLDecoder.decode(text, StandardCharsets.UTF_8)));
        functions.put("base64Encode", plain(text -> Base64.getEncoder().encodeToString(bytes(text))));
        functions.put(
                "base64Decode", plain(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
        functions.put("sha256", plain(Sha256::hex));
        functions.put("replace", arguments -> {
            arguments.between(2, 2);
            Pattern sought = Pattern.compile(arguments.text(0), Pattern.LITERAL);
            String with = Matcher.quoteReplacement(arguments.text(1));
            return of(text -> replaced(sought.matcher(text), with));
        });
        functions.put("replaceAll", TextFunctions::replaceAll);
        functions.put("extract", TextFunctions::extract);
        functions.put("substring", arguments -> {
            arguments.between(1, 2);
            int from = arguments.whole(0, 0, Integer.MAX_VALUE);
            int to =
                    arguments.optional(1).isPresent() ? arguments.whole(1, from, Integer.MAX_VALUE) : Integer.MAX_VALUE;
            return of(text -> text.substring(at(text, from), at(text, to)));
        });
        functions.put("truncate", arguments -> {
            int most = arguments.between(1, 1).whole(0, 0, Integer.MAX_VALUE);
            return of(text -> text.substring(0, at(text, most)));
        });
        functions.put("prefix", arguments -> {
            arguments.between(1, 1);
            return of(text -> arguments.text(0) + text);
        });
        functions.put("suffix", arguments -> {
            arguments.between(1, 1);
            return of(text -> text + arguments.text(0));
        });
        functions.put("padStart", arguments -> padding(arguments, (text, pad) -> pad + text));
        functions.put("padEnd", arguments -> padding(arguments, (text, pad) -> text + pad));
    }

    private static Function<Arguments, ValueFunction> plain(UnaryOperator<String> function) {
        return arguments -> {
            arguments.between(0, 0);
            return of(function);
        };
    }

    private static ValueFunction of(UnaryOperator<String> function) {
        return value -> text(function.apply(text(value)));
    }

    private static String capitalized(String text) {
        int second = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
        return text.substring(0, second).toUpperCase(Locale.ROOT) + text.substring(second);
    }

    /** The place in a text, or the one before if it is within a character. */
    private static int at(String text, int index) {
        int at = Math.min(index, text.length());
        boolean within = at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
        return within ? at - 1 : at;
    }

    /**
     * In pieces, as Java takes the square of the time to order a long row of marks; they are taken away, so that their order does not
     * matter.
     */
    private static String withoutAccents(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            // The place before it may be within a character that takes two; the piece is never empty.
            int to = at(text, Math.min(text.length() - from, PIECE) + from);
            plain.append(ACCENTS.matcher(Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFD))
                    .replaceAll(""));
            from = to;
        }
        return plain.toString();
    }

    private static String slug(String text) {
        String words = NO_SLUG.matcher(LetterCase.lower(withoutAccents(text))).replaceAll("-");
        int from = words.startsWith("-") ? 1 : 0;
        int to = words.length() > from && words.endsWith("-") ? words.length() - 1 : words.length();
        return words.substring(from, to);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ValueFunction replaceAll(Arguments arguments) {
        BoundedPattern pattern = pattern(arguments.between(2, 2));
        String replacement = arguments.text(1);
        return value -> text(matching(pattern, text(value), matcher -> {
            try {
                return replaced(matcher, replacement);
            } catch (IndexOutOfBoundsException e) {
                throw new IllegalArgumentException("the replacement names a group that is not there", e);
            }
        }));
    }

    /** As {@link Matcher#replaceAll(String)}, which would go on however long the text becomes. */
    private static String replaced(Matcher matcher, String replacement) {
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(result, replacement);
            Values.requireShort(result);
        }
        return matcher.appendTail(result).toString();
    }

    /** The first match, or its first group if it has one. */
    private static ValueFunction extract(Arguments arguments) {
        BoundedPattern pattern = pattern(arguments.between(1, 1));
        return value -> text(matching(pattern, text(value), matcher -> {
            if (!matcher.find()) {
                throw new IllegalArgumentException("the expression is not found");
            }
            String found = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            return found == null ? "" : found;
        }));
    }

    private static BoundedPattern pattern(Arguments arguments) {
        try {
            return BoundedPattern.compile(arguments.text(0));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    arguments.function() + " takes a regular expression: " + e.getDescription(), e);
        }
    }

    private static String matching(BoundedPattern pattern, String text, Function<Matcher, String> work) {
        try {
            return pattern.apply(text, work);
        } catch (JsonPathLimitException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private interface Padding {
        String join(String text, String padding);
    }

    private static ValueFunction padding(Arguments arguments, Padding padding) {
        int length = arguments.between(1, 2).whole(0, 0, MOST_PADDING);
        String with = arguments.optional(1).orElse(" ");
        return value -> {
            String text = text(value);
            int missing = Math.max(0, length - text.length());
            String pad = with.repeat(missing / with.length() + 1);
            pad = pad.substring(0, at(pad, missing));
            return text(padding.join(text, pad));
        };
    }

    static JsonNode joined(Iterable<JsonNode> values, String separator, boolean skipEmpty) {
        StringBuilder joined = new StringBuilder();
        boolean first = true;
        for (JsonNode value : values) {
            String text = value.isNull() || value.isMissingNode() ? "" : text(value);
            if (text.isEmpty() && skipEmpty) {
                continue;
            }
            if (!first) {
                joined.append(separator);
            }
            joined.append(text);
            Values.requireShort(joined);
            first = false;
        }
        return text(joined.toString());
    }
}
