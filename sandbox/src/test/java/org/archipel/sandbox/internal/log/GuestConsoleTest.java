package org.archipel.sandbox.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.archipel.guard.GuestThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console and the JDK's log, on threads of extensions and on the platform's. */
class GuestConsoleTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Kept kept = new Kept();
    private GuestConsole console;

    private static final class Guest extends Thread implements GuestThread {
        Guest(Runnable work) {
            super(work);
        }
    }

    private static final class Kept extends Handler {
        private final List<String> messages = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                messages.add(record.getMessage());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Closes what it is printed to. */
    private static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public void printStackTrace(PrintStream out) {
            out.close();
        }
    }

    @BeforeEach
    void begin() {
        System.setErr(new PrintStream(written, true));
        Logger.getLogger("").addHandler(kept);
        console = new GuestConsole();
    }

    @AfterEach
    void end() {
        console.restore();
        Logger.getLogger("").removeHandler(kept);
        System.setErr(before);
    }

    private static void asGuest(Runnable work) throws InterruptedException {
        Guest guest = new Guest(work);
        guest.start();
        guest.join();
    }

    @Test
    void anExceptionThatIsPrintedDoesNotCloseTheConsole() throws InterruptedException {
        asGuest(() -> new Closing().printStackTrace());
        new Closing().printStackTrace();
        System.err.println("after");

        assertThat(written.toString()).contains("after");
        assertThat(System.err.checkError()).isFalse();
    }

    @Test
    void textsOfExtensionsAreNotEvenAskedFor() throws InterruptedException {
        List<String> asked = new ArrayList<>();
        Object value = new Object() {
            @Override
            public String toString() {
                asked.add("asked");
                return "text";
            }
        };

        asGuest(() -> {
            System.err.println(value);
            System.err.print(value);
        });
        assertThat(asked).isEmpty();
        System.err.print(value);

        assertThat(written).hasToString("text");
    }

    @Test
    void whatIsLoggedOnThreadsOfExtensionsIsNotHandled() throws InterruptedException {
        asGuest(() -> Logger.getLogger("a.b").severe("an extension's"));
        Logger.getLogger("a.b").severe("the platform's");

        assertThat(kept.messages).containsExactly("the platform's");
        console.restore();
        assertThat(kept.getFilter()).isNull();
    }
}
