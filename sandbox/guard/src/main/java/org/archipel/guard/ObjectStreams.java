package org.archipel.guard;

import java.io.InputStream;

/** Numbers and texts in the form of Java's serialization; objects are not read. */
public final class ObjectStreams {
    private ObjectStreams() {}

    /**
     * What the JDK makes at the first use is not to be made where the stack ends.
     *
     * @return the same bytes, through checkpoints: empty blocks without end are skipped in one piece
     */
    public static InputStream checked(InputStream in) {
        StackRoom.check();
        return Pipes.checked(in);
    }
}
