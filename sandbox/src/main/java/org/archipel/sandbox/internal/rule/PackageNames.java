package org.archipel.sandbox.internal.rule;

import java.util.List;

/** Whose packages are whose. */
public final class PackageNames {
    private static final List<String> IMPORTABLE = List.of(
            "java",
            "org.archipel.api",
            "com.fasterxml.jackson.core",
            "com.fasterxml.jackson.databind",
            "com.fasterxml.jackson.annotation",
            "org.slf4j",
            "javax.ws.rs",
            "javax.crypto");
    private static final List<String> RESERVED = List.of(
            "java",
            "javax",
            "jdk",
            "sun",
            "com.sun",
            "org.osgi",
            "org.archipel",
            "org.slf4j",
            "org.apache.felix",
            "org.apache.aries",
            "org.apache.cxf",
            "com.fasterxml.jackson.core",
            "com.fasterxml.jackson.databind",
            "com.fasterxml.jackson.annotation");
    private static final List<String> PLATFORM = List.of("org.archipel");
    // The platform's own samples live here; their ids own their packages, as those of others do.
    private static final List<String> SAMPLES = List.of("org.archipel.samples");

    private PackageNames() {}

    /** The packages that an extension may import from outside, with those below them. */
    public static List<String> importable() {
        return IMPORTABLE;
    }

    /** The packages of the JDK, the platform and its libraries, each with those below it; but not {@link #samples}. */
    public static List<String> reserved() {
        return RESERVED;
    }

    /** The packages of the platform's own samples, with those below them: they are extensions like others. */
    public static List<String> samples() {
        return SAMPLES;
    }

    /** Whether an extension may import the package from outside. */
    public static boolean importable(String name) {
        return within(name, IMPORTABLE) && !within(name, List.of("org.slf4j.spi", "org.slf4j.helpers"));
    }

    /** Whether an extension of that id may not define classes in the package. */
    public static boolean reserved(String name, String extensionId) {
        return within(name, RESERVED) && !(sample(extensionId) && within(name, List.of(extensionId)));
    }

    /** Whether a type of that name is one of the JDK, the platform or its libraries. */
    public static boolean ofPlatform(String typeName) {
        return within(typeName, RESERVED) && !within(typeName, SAMPLES);
    }

    /** Whether the id is one of the platform's own. */
    public static boolean platform(String id) {
        return RESERVED.contains(id) || within(id, PLATFORM) && !sample(id);
    }

    private static boolean sample(String id) {
        return within(id, SAMPLES) && !SAMPLES.contains(id);
    }

    private static boolean within(String name, List<String> roots) {
        return roots.stream()
                .anyMatch(root -> name.equals(root) || name.startsWith(root) && name.charAt(root.length()) == '.');
    }
}
