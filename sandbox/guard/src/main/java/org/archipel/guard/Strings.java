package org.archipel.guard;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    public static String replace(String text, CharSequence target, CharSequence replacement) {
        Texts.checkSearch(text.length(), target.length());
        int growth = replacement.length() - target.length();
        if (growth > 0) {
            Sizes.checkTotal(text.length() + (long) growth * (text.length() / Math.max(1, target.length()) + 1));
        }
        return text.replace(target, replacement);
    }

    public static String format(String format, Object... arguments) {
        return String.format(checked(format), arguments);
    }

    public static String format(Locale locale, String format, Object... arguments) {
        return String.format(locale, checked(format), arguments);
    }

    public static String formatted(String format, Object... arguments) {
        return checked(format).formatted(arguments);
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
