package org.archipel.guard;

/**
 * Bounds the dimensions of arrays. Each makes a class of its own, which stays with the class of its elements: those of the JDK, for ever.
 */
public final class Dimensions {
    /** The most that an array may have. */
    public static final int MOST = 8;

    private Dimensions() {}

    /** Refuses arrays of as many dimensions more than the type has. */
    static void check(Class<?> type, int more) {
        int dimensions = more;
        for (Class<?> element = type; element != null && element.isArray(); element = element.getComponentType()) {
            dimensions++;
        }
        if (dimensions > MOST) {
            throw new SecurityException("not allowed to extensions: an array of " + dimensions + " dimensions");
        }
    }
}
