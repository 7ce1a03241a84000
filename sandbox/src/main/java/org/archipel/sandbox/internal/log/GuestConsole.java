package org.archipel.sandbox.internal.log;

import java.io.OutputStream;
import java.io.PrintStream;
import org.archipel.guard.GuestThread;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Keeps the console free of what is written on threads of extensions. They cannot write to it, but the framework writes there what
 * their components throw when they are activated, whatever its length and as often as somebody calls them; nothing bounds that file.
 * What they throw is in the extension's own log.
 */
@Component(service = GuestConsole.class, immediate = true)
public final class GuestConsole {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PrintStream platformsOut = new PlatformsOnly(out);
    private final PrintStream platformsErr = new PlatformsOnly(err);

    @Activate
    public GuestConsole() {
        System.setOut(platformsOut);
        System.setErr(platformsErr);
    }

    @Deactivate
    void restore() {
        if (System.out == platformsOut) {
            System.setOut(out);
        }
        if (System.err == platformsErr) {
            System.setErr(err);
        }
    }

    private static final class PlatformsOnly extends PrintStream {
        private PlatformsOnly(OutputStream console) {
            super(console, true);
        }

        private static boolean isGuest() {
            return Thread.currentThread() instanceof GuestThread;
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
