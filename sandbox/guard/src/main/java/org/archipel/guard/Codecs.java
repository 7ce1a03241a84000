package org.archipel.guard;

/** Looks at mappers that parsers, generators and factories hand out: some belong to everyone, and nothing sealed them. */
public final class Codecs {
    private Codecs() {}

    /** Refuses a mapper that is not one of an extension. */
    public static void seal(Object codec) {
        Json.lend(codec);
    }

    /** What the codec is asked of is nothing to prepare. */
    public static void prepare(Object asked) {
        // It is given as it is.
    }
}
