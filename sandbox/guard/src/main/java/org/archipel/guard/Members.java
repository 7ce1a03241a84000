package org.archipel.guard;

import java.io.Serial;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Members that are looked for by their names: there are none, as libraries expect it of those that came with a later version of Java,
 * and go on without.
 */
public final class Members {
    private static final String DENIED = "not allowed to extensions: reflection, java.lang.Class.";

    private Members() {}

    /** As if there were no such method or constructor. */
    public static final class HiddenMethodException extends NoSuchMethodException {
        @Serial
        private static final long serialVersionUID = 1L;

        private HiddenMethodException(String call, Class<?> type, String name) {
            super(DENIED + call + " of " + type.getName() + '.' + name);
        }
    }

    /** As if there were no such field. */
    public static final class HiddenFieldException extends NoSuchFieldException {
        @Serial
        private static final long serialVersionUID = 1L;

        private HiddenFieldException(String call, Class<?> type, String name) {
            super(DENIED + call + " of " + type.getName() + '.' + name);
        }
    }

    /** @throws NoSuchMethodException always */
    public static Method getMethod(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        throw new HiddenMethodException("getMethod", type, shown(name));
    }

    /** @throws NoSuchMethodException always */
    public static Method getDeclaredMethod(Class<?> type, String name, Class<?>... parameters)
            throws NoSuchMethodException {
        throw new HiddenMethodException("getDeclaredMethod", type, shown(name));
    }

    /** @throws NoSuchMethodException always */
    public static Constructor<?> getConstructor(Class<?> type, Class<?>... parameters) throws NoSuchMethodException {
        throw new HiddenMethodException("getConstructor", type, type.getSimpleName());
    }

    /** @throws NoSuchMethodException always */
    public static Constructor<?> getDeclaredConstructor(Class<?> type, Class<?>... parameters)
            throws NoSuchMethodException {
        throw new HiddenMethodException("getDeclaredConstructor", type, type.getSimpleName());
    }

    /** @throws NoSuchFieldException always */
    public static Field getField(Class<?> type, String name) throws NoSuchFieldException {
        throw new HiddenFieldException("getField", type, shown(name));
    }

    /** @throws NoSuchFieldException always */
    public static Field getDeclaredField(Class<?> type, String name) throws NoSuchFieldException {
        throw new HiddenFieldException("getDeclaredField", type, shown(name));
    }

    private static String shown(String name) {
        return name.length() > 100 ? name.substring(0, 100) : name;
    }
}
