package org.archipel.guard;

import java.util.ArrayList;
import java.util.IllegalFormatConversionException;
import java.util.List;

/**
 * The places of a format, such as {@code %1$-8.3f}, as {@link java.util.Formatter} reads them, and so how long the text gets. Whatever
 * has another form, the formatter refuses.
 */
final class FormatPlaces {
    private static final int WIDEST = 10_000;
    private static final int MOST_DIGITS = 9;
    private static final String FLAGS = "-#+ 0,(<";
    // Of numbers, characters and times: a text is none.
    private static final String STRICT = "doxXeEfgGaAcCtT";
    private static final char ANY = 0;
    private static final int NONE = -1;
    // What a number, a date or a time of day is written with, about.
    private static final int SHORT = 64;

    private final String format;
    private final int arguments;
    private final long[] times;
    private final long[] timesInCapitals;
    private final char[] strict;
    private int places;
    private long wide;
    private int next;
    private int last = NONE;

    private FormatPlaces(String format, int arguments) {
        this.format = format;
        this.arguments = arguments;
        times = new long[arguments];
        timesInCapitals = new long[arguments];
        strict = new char[arguments];
    }

    /**
     * @param arguments how many there are
     * @throws SecurityException if one of the places has a width or precision that is too large
     */
    static FormatPlaces of(String format, int arguments) {
        FormatPlaces places = new FormatPlaces(format, arguments);
        int at = format.indexOf('%');
        while (at >= 0) {
            at = format.indexOf('%', places.place(at + 1));
        }
        return places;
    }

    /** @return where the place ends */
    private int place(int begin) {
        int at = begin;
        int index = 0;
        boolean again = false;
        while (at < format.length()) {
            char sign = format.charAt(at);
            if (Character.isDigit(sign) && sign != '0') {
                int end = endOfDigits(at);
                int number = number(at, end);
                boolean counts = end < format.length() && format.charAt(end) == '$';
                index = counts ? number : index;
                wide(counts ? 0 : number);
                at = end;
            } else if (FLAGS.indexOf(sign) >= 0 || sign == '$' || sign == '.') {
                again |= sign == '<';
                at++;
            } else {
                break;
            }
        }
        if (at < format.length()) {
            take(format.charAt(at), index, again);
        }
        return at + 1;
    }

    private int endOfDigits(int begin) {
        int end = begin;
        while (end < format.length() && Character.isDigit(format.charAt(end))) {
            end++;
        }
        return end;
    }

    private int number(int begin, int end) {
        if (end - begin > MOST_DIGITS) {
            throw tooWide(format.substring(begin, Math.min(end, begin + 2 * MOST_DIGITS)));
        }
        return Integer.parseInt(format.substring(begin, end));
    }

    private void wide(int width) {
        if (width > WIDEST) {
            throw tooWide(String.valueOf(width));
        }
        wide += width;
    }

    private void take(char conversion, int index, boolean again) {
        places++;
        if (conversion == '%' || conversion == 'n') {
            return;
        }
        if (!again) {
            last = index > 0 ? index - 1 : next++;
        }
        if (last >= 0 && last < arguments) {
            times[last]++;
            timesInCapitals[last] += conversion == 'S' ? 1 : 0;
            if (strict[last] == ANY && STRICT.indexOf(conversion) >= 0) {
                strict[last] = conversion;
            }
        }
    }

    private static SecurityException tooWide(String width) {
        return new SecurityException("not allowed to extensions: a format with a width of " + width);
    }

    /** Which arguments are written at all. */
    List<Integer> used() {
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            if (times[i] > 0) {
                used.add(i);
            }
        }
        return used;
    }

    /** How long all of it gets without what is as long as arguments are. */
    long length() {
        return format.length() + wide + (long) SHORT * places;
    }

    /** How often an argument is written. */
    long times(int argument) {
        return times[argument];
    }

    /** @throws IllegalFormatConversionException if one of its places is for something else than a text */
    void requireText(int argument, Class<?> type) {
        if (strict[argument] != ANY) {
            throw new IllegalFormatConversionException(strict[argument], type);
        }
    }

    /** How often it is written in capitals, that are made of it each time. */
    long timesInCapitals(int argument) {
        return timesInCapitals[argument];
    }
}
