package org.archipel.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells on the terminal what the demo does. */
final class Narrator {
    private final PrintStream out;
    private int step;

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** Begins the next step. */
    void step(String title) {
        out.println();
        out.println(++step + ". " + title);
    }

    /** Tells something about the present step. */
    void tell(String format, Object... arguments) {
        out.println("   " + String.format(Locale.ROOT, format, arguments));
    }

    static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
