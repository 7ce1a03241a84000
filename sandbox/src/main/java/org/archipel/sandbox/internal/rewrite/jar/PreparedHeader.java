package org.archipel.sandbox.internal.rewrite.jar;

/** The manifest header that tells a prepared jar from others. */
public final class PreparedHeader {
    /** Its value is the key under which the jar was prepared: package, rules and JDK. */
    public static final String NAME = "Archipel-Prepared";

    // A line of a manifest has at most 72 bytes.
    private static final int LINE = 70;

    private PreparedHeader() {}

    /** The lines of the header. */
    static String lines(String key) {
        StringBuilder lines = new StringBuilder();
        String rest = NAME + ": " + key;
        while (rest.length() > LINE) {
            lines.append(rest, 0, LINE).append("\r\n ");
            rest = rest.substring(LINE);
        }
        return lines.append(rest).toString();
    }
}
