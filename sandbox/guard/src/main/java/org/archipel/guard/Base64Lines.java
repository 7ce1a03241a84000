package org.archipel.guard;

import java.util.Base64;

/** Encoders whose lines end as they are told to: what stands there is in the result once for each line. */
public final class Base64Lines {
    private static final int LONGEST = 64;

    private Base64Lines() {}

    public static Base64.Encoder getMimeEncoder(int lineLength, byte[] separator) {
        if (separator.length > LONGEST) {
            throw new SecurityException(
                    "not allowed to extensions: a line separator of " + separator.length + " bytes");
        }
        return Base64.getMimeEncoder(lineLength, separator);
    }
}
