package org.archipel.guard;

import java.io.InputStream;
import java.net.URL;

/** The extension's own resources, and what its packages say of themselves. */
public final class Resources {
    private Resources() {}

    public static InputStream getResourceAsStream(Class<?> type, String name, Class<?> caller) {
        return content(type, caller).open(absolute(type, name));
    }

    /** @return an address that leads to the resource only; null if there is none */
    public static URL getResource(Class<?> type, String name, Class<?> caller) {
        return content(type, caller).address(absolute(type, name));
    }

    private static OwnContent content(Class<?> type, Class<?> caller) {
        StackRoom.check();
        if (OwnAct.of(type::getClassLoader) != OwnAct.of(caller::getClassLoader)) {
            throw new SecurityException("not allowed to extensions: resources of " + type.getName());
        }
        return OwnContent.of(caller);
    }

    private static String absolute(Class<?> type, String name) {
        if (name.startsWith("/")) {
            return name.substring(1);
        }
        String folder = type.getPackageName().replace('.', '/');
        return folder.isEmpty() ? name : folder + '/' + name;
    }

    /** @return the package of a class; names and versions are all that extensions may ask it for */
    public static Package getPackage(Class<?> type) {
        StackRoom.check();
        return OwnAct.of(type::getPackage);
    }
}
