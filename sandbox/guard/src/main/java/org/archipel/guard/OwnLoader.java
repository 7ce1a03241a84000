package org.archipel.guard;

import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The only class loader that an extension ever sees: it gives the extension's own resources and names its own classes, and loads
 * nothing. There is one for each loader of an extension. Thread-safe.
 */
final class OwnLoader extends ClassLoader {
    // Not held from here: what a loader found once keeps the loaders behind it.
    private static final Map<ClassLoader, Reference<OwnLoader>> ALL = new WeakHashMap<>();

    // The JVM would lock it for each class that a provider is looked for by.
    static {
        registerAsParallelCapable();
    }

    private final Class<?> inhabitant;

    private OwnLoader(Class<?> inhabitant) {
        super(null);
        this.inhabitant = inhabitant;
    }

    /** @param inhabitant a class of the extension */
    static OwnLoader of(Class<?> inhabitant) {
        ClassLoader real = OwnAct.of(inhabitant::getClassLoader);
        synchronized (ALL) {
            Reference<OwnLoader> known = ALL.get(real);
            OwnLoader loader = known == null ? null : known.get();
            if (loader == null) {
                loader = OwnAct.of(() -> new OwnLoader(inhabitant));
                ALL.put(real, new WeakReference<>(loader));
            }
            return loader;
        }
    }

    /** @throws ClassNotFoundException if the extension has no such class itself */
    Class<?> ownClass(String name) throws ClassNotFoundException {
        Class<?> found = Classes.named(name, inhabitant);
        if (OwnAct.of(found::getClassLoader) != OwnAct.of(inhabitant::getClassLoader)) {
            throw new ClassNotFoundException(name);
        }
        return found;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Checkpoint.check();
        return Classes.named(name, inhabitant);
    }

    @Override
    public URL getResource(String name) {
        return OwnContent.of(inhabitant).address(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        return Collections.enumeration(OwnContent.of(inhabitant).addresses(name));
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        return OwnContent.of(inhabitant).open(name);
    }
}
