package org.archipel.guard;

import java.lang.constant.Constable;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Constants of enums that are found by their class, and descriptions of classes: an enum of the JDK may be initialized for it, and is not
 * to be where the stack ends. Called by rewritten code.
 */
public final class Enums {
    // An enum that was here once is initialized, or broken by itself; to look for room takes long.
    private static final ClassValue<Boolean> READY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            StackRoom.check();
            return type.getEnumConstants() != null;
        }
    };

    private Enums() {}

    public static Object[] getEnumConstants(Class<?> type) {
        READY.get(type);
        return type.getEnumConstants();
    }

    public static <T extends Enum<T>> T valueOf(Class<T> type, String name) {
        READY.get(type);
        return Enum.valueOf(type, name);
    }

    public static <T extends Enum<T>> EnumSet<T> noneOf(Class<T> type) {
        READY.get(type);
        return EnumSet.noneOf(type);
    }

    public static <T extends Enum<T>> EnumSet<T> allOf(Class<T> type) {
        READY.get(type);
        return EnumSet.allOf(type);
    }

    public static void newEnumMap(Class<?> type) {
        READY.get(type);
    }

    public static Optional<?> describeConstable(Class<?> type) {
        StackRoom.check();
        return type.describeConstable();
    }

    public static Optional<?> describeConstable(Enum<?> constant) {
        StackRoom.check();
        return constant.describeConstable();
    }

    public static Optional<?> describeConstable(Constable constant) {
        StackRoom.check();
        return constant.describeConstable();
    }
}
