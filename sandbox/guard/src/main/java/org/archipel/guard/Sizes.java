package org.archipel.guard;

/** Bounds single allocations. What many small ones add up to is counted elsewhere. */
public final class Sizes {
    /** The largest array, in bytes. */
    static final int MOST_BYTES = 32 << 20;
    /** The most elements, characters or digits that one call may ask for. */
    static final int MOST_ELEMENTS = 16 << 20;

    private static final int SMALL = 1 << 14;

    private Sizes() {}

    /** @return the size, if a collection, buffer or text of it may be made; negative ones are left to whoever gets them */
    public static int check(int size) {
        if (size > SMALL) {
            if (size > MOST_ELEMENTS) {
                throw tooLarge(size, "elements");
            }
            Checkpoint.room((long) size * Integer.BYTES);
        }
        return size;
    }

    /** @return the size, if a collection or text may say that it has it: the JDK would make an array for all of it at once */
    public static int told(int size) {
        if (size > MOST_ELEMENTS) {
            throw tooLarge(size, "elements");
        }
        return size;
    }

    /** @return the length, if an array of it may be made */
    public static int array(int length, int elementSize) {
        if (length > SMALL) {
            long bytes = (long) length * elementSize;
            if (bytes > MOST_BYTES) {
                throw tooLarge(bytes, "bytes");
            }
            Checkpoint.room(bytes);
        }
        return length;
    }

    /** @return the elements of an array with one more dimension, if it may be made */
    public static long multiply(long elements, int length) {
        if (length < 0) {
            return elements;
        }
        // An empty dimension still has the arrays of those before it.
        long product = elements * Math.max(length, 1);
        if (product > SMALL) {
            if (product > MOST_BYTES / Long.BYTES) {
                throw tooLarge(product, "elements");
            }
            Checkpoint.room(product * Long.BYTES);
        }
        return product;
    }

    /** Refuses a result that would be too large. */
    static void checkTotal(long size) {
        if (size > SMALL) {
            if (size > MOST_ELEMENTS) {
                throw tooLarge(size, "elements");
            }
            Checkpoint.room(size * Integer.BYTES);
        }
    }

    private static SecurityException tooLarge(long size, String unit) {
        return new SecurityException("not allowed to extensions: " + size + " " + unit + " in one piece");
    }
}
