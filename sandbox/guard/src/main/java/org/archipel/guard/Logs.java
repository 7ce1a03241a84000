package org.archipel.guard;

import java.util.Objects;

/**
 * Loggers of slf4j for extensions: whatever name is asked for, it is the log of the extension that asks. Objects instead of loggers and
 * markers, since the logging library is not known here.
 */
public final class Logs {
    private static volatile Library library = new Unknown();

    private Logs() {}

    /** What the platform gives for loggers and markers. */
    public interface Library {
        /** The logger of the extension that the class is of. */
        Object logger(Class<?> caller);

        /** A marker that nothing keeps. */
        Object marker(String name);

        /** Writes to the log of the extension that the class is of. */
        Sink sink(Class<?> caller);
    }

    /** Where the JDK's loggers of an extension write to. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Writes an entry; called on a thread of the extension.
         *
         * @param message null for none
         * @param failure null for none
         */
        void write(System.Logger.Level level, String message, Throwable failure);
    }

    private static final class Unknown implements Library {
        private static SecurityException refusal() {
            return new SecurityException("not allowed to extensions: loggers of the whole platform");
        }

        @Override
        public Object logger(Class<?> caller) {
            throw refusal();
        }

        @Override
        public Object marker(String name) {
            throw refusal();
        }

        @Override
        public Sink sink(Class<?> caller) {
            throw refusal();
        }
    }

    /** Sets where extensions log; the platform, once. */
    public static void install(Library how) {
        library = Objects.requireNonNull(how);
    }

    public static Object getLogger(String name, Class<?> caller) {
        return library.logger(caller);
    }

    public static Object getLogger(Class<?> type, Class<?> caller) {
        return library.logger(caller);
    }

    static Sink sink(Class<?> caller) {
        StackRoom.check();
        return library.sink(caller);
    }

    public static Object getMarker(String name) {
        return library.marker(name);
    }
}
