package org.archipel.guard;

import java.io.InputStream;
import java.io.Serial;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The extension's own resources, and what its packages say of themselves. */
public final class Resources {
    private Resources() {}

    public static InputStream getResourceAsStream(Class<?> type, String name, Class<?> caller) {
        StackRoom.check();
        if (OwnAct.of(type::getClassLoader) != OwnAct.of(caller::getClassLoader)) {
            throw new SecurityException("not allowed to extensions: resources of " + type.getName());
        }
        return OwnAct.of(() -> type.getResourceAsStream(name));
    }

    /** As if there were none: libraries go on without what they do not find. */
    public static final class HiddenBundleException extends MissingResourceException {
        @Serial
        private static final long serialVersionUID = 1L;

        private HiddenBundleException(String name) {
            super(
                    "not allowed to extensions: java.util.ResourceBundle.getBundle of " + name
                            + ": it looks for providers; use Class.getResourceAsStream",
                    name,
                    "");
        }
    }

    /** @throws MissingResourceException always */
    public static ResourceBundle getBundle(String name) {
        throw new HiddenBundleException(name);
    }

    /** @throws MissingResourceException always */
    public static ResourceBundle getBundle(String name, Locale locale) {
        throw new HiddenBundleException(name);
    }

    /** @return the package of a class; names and versions are all that extensions may ask it for */
    public static Package getPackage(Class<?> type) {
        StackRoom.check();
        return OwnAct.of(type::getPackage);
    }
}
