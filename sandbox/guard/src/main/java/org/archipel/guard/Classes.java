package org.archipel.guard;

import java.io.Serial;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Classes by their names, as libraries look for what may be there: those of the extension itself, and those whose use is safe. A class
 * can be named and compared only, so that they are worth no more than literals of them.
 */
public final class Classes {
    private static final String USE = "java.lang.Class.forName(java.lang.String)";
    private static final String GUARDS = Classes.class.getPackageName() + ".";
    // No class is called that: longer names are work only.
    private static final int LONGEST = 1_000;

    // Until the platform says which are safe, none is.
    private static volatile Predicate<String> safe = name -> false;

    private Classes() {}

    /** As if there were no such class: libraries go on without what they do not find. */
    public static final class HiddenClassException extends ClassNotFoundException {
        @Serial
        private static final long serialVersionUID = 1L;

        private HiddenClassException(String name) {
            super("not allowed to extensions: " + USE + " of "
                    + (name.length() > LONGEST ? "a name of " + name.length() + " characters" : name));
        }
    }

    /**
     * Says which classes outside of extensions may be found; the platform, once.
     *
     * @param named asked with binary names
     */
    public static void install(Predicate<String> named) {
        safe = Objects.requireNonNull(named);
    }

    /**
     * {@link Class#forName(String)} for the calling class.
     *
     * @throws ClassNotFoundException if there is no such class, or if it is neither the extension's own nor safe
     */
    public static Class<?> forName(String name, Class<?> caller) throws ClassNotFoundException {
        return forName(name, true, null, caller);
    }

    /**
     * {@link Class#forName(String, boolean, ClassLoader)} for the calling class.
     *
     * @param loader makes no difference: an extension knows none but its own
     * @throws ClassNotFoundException if there is no such class, or if it is neither the extension's own nor safe
     */
    public static Class<?> forName(String name, boolean initialize, ClassLoader loader, Class<?> caller)
            throws ClassNotFoundException {
        Class<?> found = named(name, caller);
        ClassLoader own = OwnAct.of(caller::getClassLoader);
        return initialize && OwnAct.of(found::getClassLoader) == own ? Class.forName(name, true, own) : found;
    }

    /**
     * A class that the caller may name, not initialized.
     *
     * @throws ClassNotFoundException if there is no such class, or if it is neither the caller's own nor safe
     */
    static Class<?> named(String name, Class<?> caller) throws ClassNotFoundException {
        StackRoom.check();
        if (name.length() > LONGEST
                || dimensions(name) > Dimensions.MOST
                || isOfPlatform(element(name)) && !isKnown(element(name))) {
            throw new HiddenClassException(name);
        }
        ClassLoader loader = OwnAct.of(caller::getClassLoader);
        Class<?> found = load(name, loader);
        boolean own = OwnAct.of(found::getClassLoader) == loader;
        if (!own && !isPrimitive(found) && !safe.test(element(found.getName()))) {
            throw new HiddenClassException(name);
        }
        return found;
    }

    // The framework finds classes in files. None is initialized here: that is code of whoever made it.
    private static Class<?> load(String name, ClassLoader loader) throws ClassNotFoundException {
        Object found = OwnAct.of(() -> {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                return e;
            }
        });
        if (found instanceof ClassNotFoundException absent) {
            throw absent;
        }
        return (Class<?>) found;
    }

    // The framework asks the platform's own loader for these.
    private static boolean isOfPlatform(String name) {
        return name.startsWith("java.") || name.startsWith(GUARDS);
    }

    // Others are not even asked for: that loader keeps each name for ever, with a lock, whether there is such a class
    // or not.
    private static boolean isKnown(String name) {
        return safe.test(name)
                && OwnAct.of(() -> ClassLoader.getPlatformClassLoader().getResource(name.replace('.', '/') + ".class"))
                        != null;
    }

    private static boolean isPrimitive(Class<?> array) {
        Class<?> type = array;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive();
    }

    /** What arrays hold, named as they are: {@code [[Ljava.lang.String;}. */
    private static String element(String name) {
        int dimensions = dimensions(name);
        boolean array = dimensions > 0 && name.startsWith("L", dimensions) && name.endsWith(";");
        return array ? name.substring(dimensions + 1, name.length() - 1) : name;
    }

    private static int dimensions(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        return dimensions;
    }

    /** {@link Class#arrayType()}. */
    public static Class<?> arrayType(Class<?> type) {
        Dimensions.check(type, 1);
        return type.arrayType();
    }
}
