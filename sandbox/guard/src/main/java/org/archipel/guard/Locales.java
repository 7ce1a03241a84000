package org.archipel.guard;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** Bounds how many locales there are: the JDK keeps names, symbols and calendars of each for ever. Thread-safe. */
public final class Locales {
    private static final int MOST_OF_ONES_OWN = 100;
    private static final int LONGEST = 100;
    private static final Set<String> LANGUAGES = OwnAct.of(() -> Set.of(Locale.getISOLanguages()));
    private static final Set<String> COUNTRIES = OwnAct.of(() -> Set.of(Locale.getISOCountries()));
    private static final Set<Locale> AVAILABLE = OwnAct.of(() -> Set.of(Locale.getAvailableLocales()));
    // Those that only one extension uses, by its loader.
    private static final Map<ClassLoader, Set<Locale>> OWN = new WeakHashMap<>();

    private Locales() {}

    public static void newLocale(String language, Class<?> caller) {
        check(language, "", "", caller);
    }

    public static void newLocale(String language, String country, Class<?> caller) {
        check(language, country, "", caller);
    }

    public static void newLocale(String language, String country, String variant, Class<?> caller) {
        check(language, country, variant, caller);
    }

    /** A method of JDK 19 and later. */
    public static Locale of(String language, Class<?> caller) {
        return checked(language, "", "", caller);
    }

    /** A method of JDK 19 and later. */
    public static Locale of(String language, String country, Class<?> caller) {
        return checked(language, country, "", caller);
    }

    /** A method of JDK 19 and later. */
    public static Locale of(String language, String country, String variant, Class<?> caller) {
        return checked(language, country, variant, caller);
    }

    public static Locale forLanguageTag(String tag, Class<?> caller) {
        checkLength(tag.length());
        return checked(Locale.forLanguageTag(tag), caller);
    }

    public static Locale build(Locale.Builder builder, Class<?> caller) {
        return checked(builder.build(), caller);
    }

    private static void check(String language, String country, String variant, Class<?> caller) {
        checked(language, country, variant, caller);
    }

    @SuppressWarnings("deprecation")
    private static Locale checked(String language, String country, String variant, Class<?> caller) {
        checkLength((long) language.length() + country.length() + variant.length());
        return checked(new Locale(language, country, variant), caller);
    }

    private static void checkLength(long length) {
        if (length > LONGEST) {
            throw new SecurityException("not allowed to extensions: a locale of " + length + " characters");
        }
    }

    private static Locale checked(Locale locale, Class<?> caller) {
        if (!isKnown(locale) && !isOwn(locale, OwnAct.of(caller::getClassLoader))) {
            throw new SecurityException("not allowed to extensions: more than " + MOST_OF_ONES_OWN
                    + " locales that are no more than a language and a country");
        }
        return locale;
    }

    private static boolean isOwn(Locale locale, ClassLoader loader) {
        synchronized (OWN) {
            Set<Locale> own = OWN.computeIfAbsent(loader, absent -> new HashSet<>());
            return own.contains(locale) || own.size() < MOST_OF_ONES_OWN && own.add(locale);
        }
    }

    /** Whether it is one of the JDK, or no more than a language and a country that there are. */
    public static boolean isKnown(Locale locale) {
        return AVAILABLE.contains(locale)
                || locale.getVariant().isEmpty()
                        && locale.getScript().isEmpty()
                        && !locale.hasExtensions()
                        && (locale.getLanguage().isEmpty() || LANGUAGES.contains(locale.getLanguage()))
                        && (locale.getCountry().isEmpty() || COUNTRIES.contains(locale.getCountry()));
    }
}
