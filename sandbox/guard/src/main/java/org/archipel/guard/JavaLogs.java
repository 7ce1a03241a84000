package org.archipel.guard;

import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Loggers of {@code java.util.logging} for extensions, as the libraries that they embed ask for them: whatever name is asked for, it is
 * a logger of its own that writes to the log of the extension that asks. It has no parent and no handlers, and no other logger is
 * reached from it. Levels are told by their names alone: the JDK keeps each other one for ever.
 */
public final class JavaLogs {
    private JavaLogs() {}

    public static Logger getLogger(String name, Class<?> caller) {
        return new OwnLogger(Objects.requireNonNull(name), Logs.sink(caller));
    }

    /** Without the texts of the bundle: messages are logged as they are given. */
    public static Logger getLogger(String name, String bundle, Class<?> caller) {
        return getLogger(name, caller);
    }

    public static Logger getAnonymousLogger(Class<?> caller) {
        return new OwnLogger(null, Logs.sink(caller));
    }

    /** As {@link #getLogger(String, String, Class)}. */
    public static Logger getAnonymousLogger(String bundle, Class<?> caller) {
        return getAnonymousLogger(caller);
    }

    public static Logger getGlobal(Class<?> caller) {
        return getLogger(Logger.GLOBAL_LOGGER_NAME, caller);
    }

    /**
     * The standard level of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Level parse(String name) {
        return switch (name) {
            case "OFF" -> Level.OFF;
            case "SEVERE" -> Level.SEVERE;
            case "WARNING" -> Level.WARNING;
            case "INFO" -> Level.INFO;
            case "CONFIG" -> Level.CONFIG;
            case "FINE" -> Level.FINE;
            case "FINER" -> Level.FINER;
            case "FINEST" -> Level.FINEST;
            case "ALL" -> Level.ALL;
            default -> throw unknown(name);
        };
    }

    private static RuntimeException unknown(String name) {
        return name.matches("-?[0-9]{1,10}")
                ? new SecurityException("not allowed to extensions: a level of their own; use a standard one")
                : new IllegalArgumentException("there is no such level");
    }

    /** Its name, in no language. */
    public static String getLocalizedName(Level level) {
        return level.getName();
    }

    private static final class OwnLogger extends Logger {
        private final Logs.Sink sink;
        private volatile Level level;

        private OwnLogger(String name, Logs.Sink sink) {
            super(name, null);
            this.sink = sink;
        }

        // Fine messages are asked for by nobody else.
        @Override
        public boolean isLoggable(Level asked) {
            Level set = level;
            Level least = set == null ? Level.INFO : set;
            return asked.intValue() >= Math.max(least.intValue(), Level.FINE.intValue()) && least != Level.OFF;
        }

        @Override
        public Level getLevel() {
            return level;
        }

        @Override
        public void setLevel(Level given) {
            level = given;
        }

        @Override
        public void log(LogRecord record) {
            if (isLoggable(record.getLevel())) {
                sink.write(
                        severity(record.getLevel()),
                        LogTexts.of(record.getMessage(), record.getParameters()),
                        record.getThrown());
            }
        }

        private static System.Logger.Level severity(Level level) {
            int value = level.intValue();
            if (value >= Level.SEVERE.intValue()) {
                return System.Logger.Level.ERROR;
            }
            if (value >= Level.WARNING.intValue()) {
                return System.Logger.Level.WARNING;
            }
            return value >= Level.CONFIG.intValue() ? System.Logger.Level.INFO : System.Logger.Level.DEBUG;
        }
    }
}
