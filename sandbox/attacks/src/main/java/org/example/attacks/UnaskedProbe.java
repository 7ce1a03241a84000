package org.example.attacks;

/** Tells whether objects of a class were made that it makes none of. */
public final class UnaskedProbe extends Probe {
    private static volatile boolean made;

    /** For others to make. */
    public static final class Unasked {
        /** Notes that it was called. */
        public Unasked() {
            made = true;
        }
    }

    @Override
    protected Object attempt(Stage stage) {
        if (made) {
            throw new IllegalStateException("made, on a thread of the platform");
        }
        return "none was made";
    }
}
