package org.archipel.guard;

/** Places in an array, in fields that classes of extensions may set: all from there on is copied. */
public final class Positions {
    private Positions() {}

    /** @return the same place, if it is one */
    public static int checked(int place) {
        if (place < 0) {
            throw new SecurityException("not allowed to extensions: the position " + place + " in an array");
        }
        return place;
    }
}
