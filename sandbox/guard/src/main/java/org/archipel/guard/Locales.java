package org.archipel.guard;

import java.util.Locale;
import java.util.Set;

/** Bounds how many locales there are: the JDK keeps names, symbols and calendars of each for ever. Thread-safe. */
public final class Locales {
    private static final int MOST_OF_ONES_OWN = 100;
    // Of a language and a country that there are, but are no locale of the JDK: there are 47,000.
    private static final int MOST_COMBINED = 500;
    private static final long MOST_RANGES = 1 << 20;
    private static final int LONGEST = 100;
    private static final Set<String> LANGUAGES = OwnAct.of(() -> Set.of(Locale.getISOLanguages()));
    private static final Set<String> COUNTRIES = OwnAct.of(() -> Set.of(Locale.getISOCountries()));
    private static final Set<Locale> AVAILABLE = OwnAct.of(() -> Set.of(Locale.getAvailableLocales()));
    private static final Ration<Locale> OWN = new Ration<>(MOST_OF_ONES_OWN);
    private static final Ration<Locale> COMBINED = new Ration<>(MOST_COMBINED);

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

    static void checkLength(long length) {
        if (length > LONGEST) {
            throw new SecurityException("not allowed to extensions: a locale of " + length + " characters");
        }
    }

    private static Locale checked(Locale locale, Class<?> caller) {
        if (!AVAILABLE.contains(locale)) {
            if (!(isCombined(locale) ? COMBINED : OWN).admitsFor(caller, locale)) {
                throw new SecurityException(
                        "not allowed to extensions: so many locales that are none of the JDK; it keeps each for ever");
            }
        }
        return locale;
    }

    /**
     * Whether it is one of the JDK, or no more than a language and a country that there are; of the latter some hundred for each.
     *
     * @param owner for whom it is made
     */
    public static boolean isKnown(Locale locale, Object owner) {
        return AVAILABLE.contains(locale) || isCombined(locale) && COMBINED.admits(owner, locale);
    }

    private static boolean isCombined(Locale locale) {
        return locale.getVariant().isEmpty()
                && locale.getScript().isEmpty()
                && !locale.hasExtensions()
                && (locale.getLanguage().isEmpty() || LANGUAGES.contains(locale.getLanguage()))
                && (locale.getCountry().isEmpty() || COUNTRIES.contains(locale.getCountry()));
    }

    /** @return the same, if it is no longer than a locale */
    public static String checked(String part) {
        if (part != null) {
            checkLength(part.length());
        }
        return part;
    }
}
