package org.archipel.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** Texts by language that an extension brought along, in files or classes. None is kept for the whole process, as the JDK does. */
public final class Bundles {
    // No file is called that: longer names are work only.
    private static final int LONGEST = 1_000;
    // For language, script, country and variant there are eight.
    private static final int MOST_PARENTS = 16;

    private Bundles() {}

    /** As if there were none: libraries go on without what they do not find. */
    public static final class HiddenBundleException extends MissingResourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        private HiddenBundleException(String name, String key) {
            super(
                    "not allowed to extensions: java.util.ResourceBundle.getBundle of "
                            + (name.length() > LONGEST ? "a name of " + name.length() + " characters" : name)
                            + ", which is not among their own resources",
                    name,
                    key);
        }
    }

    public static ResourceBundle getBundle(String name, Class<?> caller) {
        return getBundle(name, Locale.getDefault(), caller);
    }

    /** @throws MissingResourceException if the extension has none of that name */
    public static ResourceBundle getBundle(String name, Locale locale, Class<?> caller) {
        StackRoom.check();
        if (name.length() > LONGEST) {
            throw new HiddenBundleException(name, "");
        }
        OwnLoader loader = OwnLoader.of(caller);
        try {
            return ResourceBundle.getBundle(name, locale, loader, new Own(loader));
        } catch (MissingResourceException e) {
            if (e.getCause() instanceof SecurityException refusal) {
                throw refusal;
            }
            throw new HiddenBundleException(name, e.getKey());
        }
    }

    /** @param loader makes no difference: an extension knows none but its own */
    public static ResourceBundle getBundle(String name, Locale locale, ClassLoader loader, Class<?> caller) {
        return getBundle(name, locale, caller);
    }

    private static final class Own extends ResourceBundle.Control {
        private final OwnLoader content;

        private Own(OwnLoader content) {
            this.content = content;
        }

        @Override
        public long getTimeToLive(String name, Locale locale) {
            return TTL_DONT_CACHE;
        }

        // Each is behind the one before, whose names are put together with its own in one piece.
        @Override
        public List<Locale> getCandidateLocales(String name, Locale locale) {
            List<Locale> candidates = super.getCandidateLocales(name, locale);
            if (candidates.size() > MOST_PARENTS) {
                throw new SecurityException(
                        "not allowed to extensions: java.util.ResourceBundle.getBundle of a locale with "
                                + candidates.size() + " others behind it");
            }
            return candidates;
        }

        @Override
        public ResourceBundle newBundle(String name, Locale locale, String format, ClassLoader loader, boolean reload)
                throws IOException, IllegalAccessException, InstantiationException {
            String bundle = toBundleName(name, locale);
            return format.equals("java.class") ? ofClass(bundle) : ofFile(toResourceName(bundle, "properties"));
        }

        private ResourceBundle ofFile(String resource) throws IOException {
            InputStream in = content.getResourceAsStream(resource);
            return in == null ? null : new PropertyResourceBundle(PropertyTexts.checked(in));
        }

        private ResourceBundle ofClass(String name) throws IllegalAccessException, InstantiationException {
            Class<?> type;
            try {
                type = content.ownClass(name);
            } catch (ClassNotFoundException e) {
                return null;
            }
            return ResourceBundle.class.isAssignableFrom(type) ? made(type) : null;
        }

        private static ResourceBundle made(Class<?> type) throws IllegalAccessException, InstantiationException {
            Constructor<?> constructor = OwnAct.of(() -> publicConstructor(type));
            if (constructor == null) {
                return null;
            }
            try {
                return (ResourceBundle) constructor.newInstance();
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        // Of a class that need not be public, as the JDK has it.
        private static Constructor<?> publicConstructor(Class<?> type) {
            for (Constructor<?> each : type.getDeclaredConstructors()) {
                if (each.getParameterCount() == 0 && Modifier.isPublic(each.getModifiers())) {
                    each.setAccessible(true);
                    return each;
                }
            }
            return null;
        }
    }
}
