package org.archipel.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collector;

/** Bounds texts that are made in one call. */
public final class Strings {
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
        return String.format(format, checked(format, arguments));
    }

    public static String format(Locale locale, String format, Object... arguments) {
        return String.format(locale, format, checked(format, arguments));
    }

    public static String formatted(String format, Object... arguments) {
        return format.formatted(checked(format, arguments));
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

    /**
     * The arguments as they are written, each in all of its places: one may be written many times, and a width be there in many
     * places.
     *
     * @return a copy, which nobody changes meanwhile
     */
    private static Object[] checked(String format, Object... arguments) {
        if (format == null) {
            return arguments;
        }
        Object[] written = arguments == null ? new Object[0] : arguments.clone();
        FormatPlaces places = FormatPlaces.of(format, written.length);
        long length = places.length();
        Sizes.checkTotal(length);
        for (int used : places.used()) {
            Object argument = FormatArguments.fixed(written[used]);
            Formats.checked(argument);
            String text = FormatArguments.textOf(argument);
            if (text != null && text != argument) {
                places.requireText(used, written[used].getClass());
            }
            if (text != null && places.timesInCapitals(used) > 0) {
                Cases.check(text, places.timesInCapitals(used));
            }
            length += FormatArguments.length(argument) * places.times(used);
            Sizes.checkTotal(length);
            written[used] = argument;
        }
        return arguments == null ? null : written;
    }
}
