package org.archipel.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Enumeration;

/** Class loaders and addresses of resources as extensions know them: of their own, to find what they brought along. */
public final class Loaders {
    private Loaders() {}

    /**
     * @return the loader that the extension's classes have, as far as it knows; null for those of the JDK
     * @throws SecurityException for classes of the platform
     */
    public static ClassLoader getClassLoader(Class<?> type, Class<?> caller) {
        StackRoom.check();
        ClassLoader loader = OwnAct.of(type::getClassLoader);
        if (loader == OwnAct.of(caller::getClassLoader)) {
            return OwnLoader.of(caller);
        }
        if (loader != null && loader != OwnAct.of(ClassLoader::getPlatformClassLoader)) {
            throw new SecurityException("not allowed to extensions: the class loader of " + type.getName());
        }
        return null;
    }

    public static ClassLoader getContextClassLoader(Thread thread, Class<?> caller) {
        return getSystemClassLoader(caller);
    }

    public static ClassLoader getSystemClassLoader(Class<?> caller) {
        StackRoom.check();
        return OwnLoader.of(caller);
    }

    /** @return null: there is none above it */
    public static ClassLoader getParent(ClassLoader loader) {
        own(loader);
        return null;
    }

    /** @throws ClassNotFoundException if there is no such class, or if it is neither the extension's own nor safe */
    public static Class<?> loadClass(ClassLoader loader, String name) throws ClassNotFoundException {
        StackRoom.check();
        return own(loader).loadClass(name, false);
    }

    public static InputStream getResourceAsStream(ClassLoader loader, String name) {
        return own(loader).getResourceAsStream(name);
    }

    public static URL getResource(ClassLoader loader, String name) {
        return own(loader).getResource(name);
    }

    public static Enumeration<URL> getResources(ClassLoader loader, String name) {
        return own(loader).getResources(name);
    }

    public static InputStream getSystemResourceAsStream(String name, Class<?> caller) {
        return OwnContent.of(caller).open(name);
    }

    public static URL getSystemResource(String name, Class<?> caller) {
        return OwnContent.of(caller).address(name);
    }

    /** @throws NullPointerException if there is none, as the JDK does */
    private static OwnLoader own(ClassLoader loader) {
        if (loader.getClass() != OwnLoader.class) {
            throw new SecurityException("not allowed to extensions: a class loader that is not their own");
        }
        return (OwnLoader) loader;
    }

    public static InputStream openStream(URL address) throws IOException {
        return openConnection(address).getInputStream();
    }

    public static URLConnection openConnection(URL address) throws IOException {
        StackRoom.check();
        if (!address.getProtocol().equals(OwnContent.PROTOCOL)) {
            throw new SecurityException("not allowed to extensions: java.net.URL.openConnection() of an address that is"
                    + " no resource of their own");
        }
        return address.openConnection();
    }

    public static InputStream getInputStream(URLConnection connection) throws IOException {
        return own(connection).getInputStream();
    }

    /** Nothing is kept there anyway. */
    public static void setUseCaches(URLConnection connection, boolean use) {
        own(connection).setUseCaches(use);
    }

    private static URLConnection own(URLConnection connection) {
        if (connection.getClass() != OwnContent.Connection.class) {
            throw new SecurityException("not allowed to extensions: connections; use http() of the ExtensionContext");
        }
        return connection;
    }
}
