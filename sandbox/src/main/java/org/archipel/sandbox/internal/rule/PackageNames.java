package org.archipel.sandbox.internal.rule;

import java.util.List;
import java.util.stream.Stream;

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
    private static final List<String> PLATFORM = List.of(
            "org.archipel.api",
            "org.archipel.guard",
            "org.archipel.sandbox",
            "org.archipel.persistence",
            "org.archipel.security",
            "org.archipel.messaging",
            "org.archipel.rest",
            "org.archipel.integrations",
            "org.archipel.connector",
            "org.archipel.connectors",
            "org.archipel.marketplace",
            "org.archipel.launcher",
            "org.archipel.sdk",
            "org.archipel.transformation",
            "org.archipel.gateway",
            "org.archipel.workflows",
            "org.archipel.monitoring",
            "org.archipel.console",
            "org.archipel.distribution");

    private PackageNames() {}

    /** The packages that an extension may import from outside, with those below them. */
    public static List<String> importable() {
        return IMPORTABLE;
    }

    /** The packages of the JDK, the platform and its libraries, each with those below it. */
    public static List<String> reserved() {
        return Stream.concat(RESERVED.stream().filter(name -> !name.equals("org.archipel")), PLATFORM.stream())
                .toList();
    }

    /** Whether an extension may import the package from outside. */
    public static boolean importable(String name) {
        return within(name, IMPORTABLE) && !within(name, List.of("org.slf4j.spi", "org.slf4j.helpers"));
    }

    /** Whether an extension of that id may not define classes in the package. */
    public static boolean reserved(String name, String extensionId) {
        return within(name, RESERVED) && !(ownNamespace(extensionId) && within(name, List.of(extensionId)));
    }

    /** Whether a type of that name is one of the JDK, the platform or its libraries. */
    public static boolean ofPlatform(String typeName) {
        return within(typeName, reserved());
    }

    /** Whether the id is one of the platform's own. */
    public static boolean platform(String id) {
        return within(id, PLATFORM) || RESERVED.contains(id);
    }

    // The platform's own samples live below org.archipel; their ids own their packages, as those of others do.
    private static boolean ownNamespace(String extensionId) {
        return extensionId.startsWith("org.archipel.") && !platform(extensionId);
    }

    private static boolean within(String name, List<String> roots) {
        return roots.stream()
                .anyMatch(root -> name.equals(root) || name.startsWith(root) && name.charAt(root.length()) == '.');
    }
}
