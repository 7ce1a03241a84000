package org.archipel.guard;

import java.util.Objects;
import java.util.ResourceBundle;

/** Loggers of {@code System.getLogger} for extensions: whatever name is asked for, it writes to the log of the extension that asks. */
public final class SystemLogs {
    private SystemLogs() {}

    public static System.Logger getLogger(String name, Class<?> caller) {
        return new OwnLogger(Objects.requireNonNull(name), Logs.sink(caller));
    }

    private record OwnLogger(String name, Logs.Sink sink) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.getSeverity() >= Level.INFO.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle texts, String message, Throwable failure) {
            if (isLoggable(level)) {
                sink.write(level, message, failure);
            }
        }

        @Override
        public void log(Level level, ResourceBundle texts, String message, Object... parameters) {
            if (isLoggable(level)) {
                sink.write(level, LogTexts.of(message, parameters), null);
            }
        }
    }
}
