package org.archipel.sandbox.internal.boundary;

import org.archipel.api.permission.Permission;
import org.archipel.sandbox.internal.wall.PlatformWork;

/** Tells the platform API's types from everybody else's. */
final class ApiTypes {
    private static final ClassLoader LOADER = PlatformWork.get(Permission.class::getClassLoader);
    private static final String PACKAGE = "org.archipel.api.";
    private static final ClassValue<Boolean> INCLUDED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return PlatformWork.get(type::getClassLoader) == LOADER
                    && type.getName().startsWith(PACKAGE);
        }
    };

    private ApiTypes() {}

    /** Whether the class itself, not only one of its name, is of the platform API. */
    static boolean includes(Class<?> type) {
        return INCLUDED.get(type);
    }

    /** Whether values of the declared type are services, with behaviour, and not data. */
    static boolean service(Class<?> declared) {
        return declared.isInterface() && !declared.isSealed() && includes(declared);
    }
}
