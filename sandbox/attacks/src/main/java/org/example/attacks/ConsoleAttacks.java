package org.example.attacks;

import java.io.PrintStream;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;

/** Exceptions that are printed where their extension does not write, and close what they are printed to. */
public final class ConsoleAttacks {
    private ConsoleAttacks() {}

    private static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private static volatile boolean handed;

        @Override
        public void printStackTrace(PrintStream out) {
            handed = true;
            out.close();
        }

        @Override
        public void printStackTrace(PrintWriter out) {
            throw new Closing();
        }
    }

    private static String closed() {
        if (Closing.handed) {
            throw new IllegalStateException("the platform's console was handed out");
        }
        return "none";
    }

    @Attack(
            number = 440,
            title = "An argument of a log entry that throws what closes the console",
            expected = Verdict.ALLOWED)
    public static final class Argument extends Probe {
        private static final class Failing {
            @Override
            public String toString() {
                throw new Closing();
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            Object failing = new Failing();
            context().logger().info("{} {}", 1, new Object[] {failing});
            LoggerFactory.getLogger(getClass()).warn("{}", failing);
            return closed();
        }
    }

    @Attack(number = 440, title = "A failure in the log that fails to tell its trace", expected = Verdict.ALLOWED)
    public static final class Trace extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            context().logger().error("a", new Closing());
            return closed();
        }
    }
}
