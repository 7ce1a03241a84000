package org.archipel.guard;

import java.io.InputStream;

/** The extension's own resources. */
public final class Resources {
    private Resources() {}

    public static InputStream getResourceAsStream(Class<?> type, String name, Class<?> caller) {
        StackRoom.check();
        if (OwnAct.of(type::getClassLoader) != OwnAct.of(caller::getClassLoader)) {
            throw new SecurityException("not allowed to extensions: resources of " + type.getName());
        }
        return OwnAct.of(() -> type.getResourceAsStream(name));
    }
}
