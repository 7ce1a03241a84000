package org.archipel.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bounds how many languages are matched with how many others, and how long each is: the JDK shortens a range again and again, and compares it
 * with each language each time. What an extension hands over is copied first, so that it is what was looked at.
 */
public final class LanguageRanges {
    private static final long MOST = 1 << 20;

    private LanguageRanges() {}

    private static void check(long ranges, long tags) {
        Checkpoint.check();
        if (ranges * tags > MOST) {
            throw new SecurityException(
                    "not allowed to extensions: matching " + ranges + " languages with " + tags + ", one by one");
        }
    }

    /** To be called before one is made. */
    public static void newLanguageRange(String range) {
        Locales.checked(range);
    }

    /** As {@link #newLanguageRange(String)}. */
    public static void newLanguageRange(String range, double weight) {
        Locales.checked(range);
    }

    public static List<Locale.LanguageRange> parse(String ranges) {
        check(ranges.length(), ranges.length());
        return Locale.LanguageRange.parse(ranges);
    }

    public static List<Locale.LanguageRange> parse(String ranges, Map<String, List<String>> equivalents) {
        check(ranges.length(), ranges.length());
        Map<String, List<String>> copy = new LinkedHashMap<>();
        long count = 1;
        for (Map.Entry<String, List<String>> entry : equivalents.entrySet()) {
            List<String> others = entry.getValue() == null ? null : texts(entry.getValue());
            count += 1L + (others == null ? 0 : others.size());
            check(ranges.length(), count);
            copy.put(Locales.checked(entry.getKey()), others);
        }
        return Locale.LanguageRange.parse(ranges, copy);
    }

    // An element at a time: what a collection of the extension's own says of its size is no matter.
    private static List<String> texts(Collection<String> given) {
        List<String> copy = new ArrayList<>();
        for (String text : given) {
            check(copy.size(), 1);
            copy.add(Locales.checked(text));
        }
        return copy;
    }

    private static List<Locale> locales(Collection<Locale> given) {
        List<Locale> copy = new ArrayList<>();
        for (Locale locale : given) {
            check(copy.size(), 1);
            if (locale != null && locale.hasExtensions()) {
                Locales.checked(locale.toLanguageTag());
            }
            copy.add(locale);
        }
        return copy;
    }

    private static List<Locale.LanguageRange> ranges(List<Locale.LanguageRange> given) {
        List<Locale.LanguageRange> copy = new ArrayList<>();
        for (Locale.LanguageRange range : given) {
            check(copy.size(), 1);
            if (range != null) {
                Locales.checked(range.getRange());
            }
            copy.add(range);
        }
        return copy;
    }

    private static <T> List<T> counted(List<Locale.LanguageRange> ranges, List<T> others) {
        check(ranges.size(), others.size());
        return others;
    }

    public static List<Locale> filter(List<Locale.LanguageRange> ranges, Collection<Locale> locales) {
        List<Locale.LanguageRange> copy = ranges(ranges);
        return Locale.filter(copy, counted(copy, locales(locales)));
    }

    public static List<Locale> filter(
            List<Locale.LanguageRange> ranges, Collection<Locale> locales, Locale.FilteringMode mode) {
        List<Locale.LanguageRange> copy = ranges(ranges);
        return Locale.filter(copy, counted(copy, locales(locales)), mode);
    }

    public static List<String> filterTags(List<Locale.LanguageRange> ranges, Collection<String> tags) {
        List<Locale.LanguageRange> copy = ranges(ranges);
        return Locale.filterTags(copy, counted(copy, texts(tags)));
    }

    public static List<String> filterTags(
            List<Locale.LanguageRange> ranges, Collection<String> tags, Locale.FilteringMode mode) {
        List<Locale.LanguageRange> copy = ranges(ranges);
        return Locale.filterTags(copy, counted(copy, texts(tags)), mode);
    }

    public static Locale lookup(List<Locale.LanguageRange> ranges, Collection<Locale> locales) {
        List<Locale.LanguageRange> copy = ranges(ranges);
        return Locale.lookup(copy, counted(copy, locales(locales)));
    }

    public static String lookupTag(List<Locale.LanguageRange> ranges, Collection<String> tags) {
        List<Locale.LanguageRange> copy = ranges(ranges);
        return Locale.lookupTag(copy, counted(copy, texts(tags)));
    }
}
