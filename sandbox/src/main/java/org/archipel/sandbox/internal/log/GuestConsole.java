package org.archipel.sandbox.internal.log;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.archipel.guard.GuestThread;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Keeps the console free of what is written on threads of extensions. They cannot write to it, but the framework writes there what
 * their components throw when they are activated, whatever its length and as often as somebody calls them; nothing bounds that file.
 * What they throw is in the extension's own log. Nobody closes it: whoever prints an exception hands it to that exception.
 *
 * <p>Nor do handlers of {@code java.util.logging} take what is logged there, such as the exception of a resource: they would have it
 * tell its trace while they are locked.
 */
@Component(service = GuestConsole.class, immediate = true)
public final class GuestConsole {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PrintStream platformsOut = new PlatformsOnly(out);
    private final PrintStream platformsErr = new PlatformsOnly(err);

    private final List<Handler> handlers = List.of(Logger.getLogger("").getHandlers());

    @Activate
    public GuestConsole() {
        System.setOut(platformsOut);
        System.setErr(platformsErr);
        handlers.forEach(handler -> handler.setFilter(new PlatformsRecords(handler.getFilter())));
    }

    @Deactivate
    void restore() {
        if (System.out == platformsOut) {
            System.setOut(out);
        }
        if (System.err == platformsErr) {
            System.setErr(err);
        }
        for (Handler handler : handlers) {
            if (handler.getFilter() instanceof PlatformsRecords own) {
                handler.setFilter(own.inner());
            }
        }
    }

    private static boolean isGuest() {
        return Thread.currentThread() instanceof GuestThread;
    }

    /** @param inner null if there is none */
    private record PlatformsRecords(Filter inner) implements Filter {
        @Override
        public boolean isLoggable(LogRecord record) {
            return !isGuest() && (inner == null || inner.isLoggable(record));
        }
    }

    private static final class PlatformsOnly extends PrintStream {
        private PlatformsOnly(OutputStream console) {
            super(console, true);
        }

        @Override
        public void close() {
            flush();
        }

        // Before its text is made.
        @Override
        public void print(Object value) {
            if (!isGuest()) {
                super.print(value);
            }
        }

        @Override
        public void println(Object value) {
            if (!isGuest()) {
                super.println(value);
            }
        }

        @Override
        public void print(String value) {
            if (!isGuest()) {
                super.print(value);
            }
        }

        @Override
        public void println(String value) {
            if (!isGuest()) {
                super.println(value);
            }
        }

        @Override
        public void write(int value) {
            if (!isGuest()) {
                super.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (!isGuest()) {
                super.write(bytes, offset, length);
            }
        }
    }
}
