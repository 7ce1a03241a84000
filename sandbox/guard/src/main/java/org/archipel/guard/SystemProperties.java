package org.archipel.guard;

import java.util.Set;

/** Shows the system properties that say nothing of the machine, its owner or the platform; others are as if not set. */
public final class SystemProperties {
    private static final Set<String> SHOWN = Set.of(
            "java.version",
            "java.specification.version",
            "java.vm.specification.version",
            "java.class.version",
            "java.vendor",
            "java.vm.name",
            "line.separator",
            "file.separator",
            "path.separator",
            "file.encoding",
            "native.encoding");

    private SystemProperties() {}

    public static String getProperty(String key) {
        if (key == null || key.isEmpty()) {
            // The exception that the JDK throws for it.
            return System.getProperty(key);
        }
        return SHOWN.contains(key) ? OwnAct.of(() -> System.getProperty(key)) : null;
    }

    public static String getProperty(String key, String standard) {
        String value = getProperty(key);
        return value == null ? standard : value;
    }

    public static boolean getBoolean(String key) {
        return false;
    }

    public static Integer getInteger(String key) {
        return null;
    }

    public static Integer getInteger(String key, int standard) {
        return standard;
    }

    public static Integer getInteger(String key, Integer standard) {
        return standard;
    }

    public static Long getLong(String key) {
        return null;
    }

    public static Long getLong(String key, long standard) {
        return standard;
    }

    public static Long getLong(String key, Long standard) {
        return standard;
    }
}
