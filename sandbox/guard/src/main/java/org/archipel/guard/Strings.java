package org.archipel.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;

/** Bounds texts that are made in one call. */
public final class Strings {
    private static final int WIDEST = 10_000;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Strings() {}

    public static String repeat(String text, int count) {
        if (count > 0) {
            Sizes.checkTotal((long) text.length() * count);
        }
        return text.repeat(count);
    }

    /** A method of JDK 21 and later. */
    public static StringBuilder repeat(StringBuilder text, CharSequence part, int count) {
        return text.append(repeat(written(part), count));
    }

    /** A method of JDK 21 and later. */
    public static StringBuffer repeat(StringBuffer text, CharSequence part, int count) {
        return text.append(repeat(written(part), count));
    }

    public static String replace(String text, CharSequence target, CharSequence replacement) {
        // As they are now: what extensions make may be another text each time.
        String sought = target.toString();
        String put = replacement.toString();
        Texts.checkSearch(text.length(), sought.length());
        int growth = put.length() - sought.length();
        if (growth > 0) {
            Sizes.checkTotal(text.length() + (long) growth * (text.length() / Math.max(1, sought.length()) + 1));
        }
        return text.replace(sought, put);
    }

    public static String format(String format, Object... arguments) {
        checkRepetitions(format, arguments);
        return String.format(checked(format), Formats.checked(arguments));
    }

    public static String format(Locale locale, String format, Object... arguments) {
        checkRepetitions(format, arguments);
        return String.format(locale, checked(format), Formats.checked(arguments));
    }

    public static String formatted(String format, Object... arguments) {
        checkRepetitions(format, arguments);
        return checked(format).formatted(Formats.checked(arguments));
    }

    public static String join(CharSequence delimiter, CharSequence... parts) {
        return join(delimiter, Arrays.asList(parts));
    }

    public static String join(CharSequence delimiter, Iterable<?> parts) {
        StringJoiner joiner = new StringJoiner(delimiter);
        for (Object part : parts) {
            Checkpoint.check();
            add(joiner, (CharSequence) part);
        }
        return joiner.toString();
    }

    /** One text may be part of it many times. */
    public static StringJoiner add(StringJoiner joiner, CharSequence part) {
        String text = written(part);
        checkJoined((long) joiner.length() + text.length());
        return joiner.add(text);
    }

    public static StringJoiner merge(StringJoiner joiner, StringJoiner other) {
        checkJoined((long) joiner.length() + other.length());
        return joiner.merge(other);
    }

    // Where a type is an interface, the machine takes any object: it may be a list.
    private static String written(CharSequence text) {
        Weights.text(text);
        return String.valueOf(text);
    }

    private static void checkJoined(long length) {
        if (length > Sizes.MOST_ELEMENTS) {
            Sizes.checkTotal(length);
        }
    }

    public static Collector<CharSequence, ?, String> joining() {
        return joining("", "", "");
    }

    public static Collector<CharSequence, ?, String> joining(CharSequence delimiter) {
        return joining(delimiter, "", "");
    }

    public static Collector<CharSequence, ?, String> joining(
            CharSequence delimiter, CharSequence prefix, CharSequence suffix) {
        return Collector.of(
                () -> new StringJoiner(delimiter, prefix, suffix),
                Strings::add,
                Strings::merge,
                StringJoiner::toString);
    }

    // One argument may be written many times, or be there many times.
    private static void checkRepetitions(String format, Object... arguments) {
        if (format == null || arguments == null) {
            return;
        }
        long length = 0;
        long longest = 0;
        for (Object argument : arguments) {
            if (argument instanceof CharSequence text) {
                length += text.length();
                longest = Math.max(longest, text.length());
            }
        }
        if (format.indexOf('$') >= 0 || format.indexOf('<') >= 0) {
            length = longest
                    * format.chars().filter(character -> character == '%').count();
        }
        Sizes.checkTotal(length);
    }

    /** A width or precision of many digits makes a text of that many characters. */
    static String checked(String format) {
        if (format == null) {
            return null;
        }
        Matcher matcher = NUMBER.matcher(format);
        int percent = format.indexOf('%');
        while (percent >= 0 && matcher.find(percent)) {
            String digits = matcher.group();
            int before = matcher.start() - 1;
            boolean specifier = before >= 0 && "%-#+ 0,(<.$".indexOf(format.charAt(before)) >= 0;
            if (specifier && (digits.length() > 9 || Integer.parseInt(digits) > WIDEST)) {
                throw new SecurityException("not allowed to extensions: a format with a width of " + digits);
            }
            percent = matcher.end() < format.length() ? matcher.end() : -1;
        }
        return format;
    }
}
