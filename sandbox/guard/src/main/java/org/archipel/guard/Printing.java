package org.archipel.guard;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Formatter;
import java.util.Locale;

/** Formats that are written where others are made: bounded as those of {@link Strings#format(String, Object...)}. */
public final class Printing {
    private static final String PLAIN = "%s";

    private Printing() {}

    public static PrintWriter printf(PrintWriter out, String format, Object... arguments) {
        return format(out, format, arguments);
    }

    public static PrintWriter printf(PrintWriter out, Locale locale, String format, Object... arguments) {
        return format(out, locale, format, arguments);
    }

    public static PrintWriter format(PrintWriter out, String format, Object... arguments) {
        return out.append(Strings.format(format, arguments));
    }

    public static PrintWriter format(PrintWriter out, Locale locale, String format, Object... arguments) {
        return out.append(Strings.format(locale, format, arguments));
    }

    public static PrintStream printf(PrintStream out, String format, Object... arguments) {
        return format(out, format, arguments);
    }

    public static PrintStream printf(PrintStream out, Locale locale, String format, Object... arguments) {
        return format(out, locale, format, arguments);
    }

    public static PrintStream format(PrintStream out, String format, Object... arguments) {
        return out.append(Strings.format(format, arguments));
    }

    public static PrintStream format(PrintStream out, Locale locale, String format, Object... arguments) {
        return out.append(Strings.format(locale, format, arguments));
    }

    public static Formatter format(Formatter out, String format, Object... arguments) {
        return format(out, out.locale(), format, arguments);
    }

    public static Formatter format(Formatter out, Locale locale, String format, Object... arguments) {
        return out.format(PLAIN, Strings.format(locale, format, arguments));
    }
}
