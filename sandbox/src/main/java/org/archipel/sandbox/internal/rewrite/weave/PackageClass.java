package org.archipel.sandbox.internal.rewrite.weave;

/**
 * A class file of a package.
 *
 * @param place the embedded jar that holds it, with {@code !/} behind it; empty for the package itself
 * @param path of the entry, for example {@code com/acme/Orders.class}
 */
public record PackageClass(String place, String path, byte[] bytes) {
    /** The name of the class, for example {@code com.acme.Orders}. */
    public String name() {
        return path.substring(0, path.length() - ".class".length()).replace('/', '.');
    }

    /** Whether the extension's code could use it; versions for other JDKs are left out. */
    public boolean loadable() {
        return loadable(path);
    }

    /** Whether an entry is a class that code could use. */
    public static boolean loadable(String path) {
        return path.endsWith(".class") && !path.startsWith("META-INF/") && !path.endsWith("module-info.class");
    }
}
