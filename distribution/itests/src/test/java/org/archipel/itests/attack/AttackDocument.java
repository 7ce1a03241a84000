package org.archipel.itests.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the documentation that holds the table. */
final class AttackDocument {
    private static final String BEGIN = "<!-- made by the attack suite, from here -->\n";
    private static final String END = "<!-- to here -->\n";

    private AttackDocument() {}

    /** Replaces the part between the marks. */
    static void write(Path page, Results results) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no place for the table");
        }
        String made = text.substring(0, begin + BEGIN.length()) + "\n" + results.counts() + "\n\n" + results.table()
                + "\n" + text.substring(end);
        Files.writeString(page, made);
    }
}
