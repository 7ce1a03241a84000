package org.example.attacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/** Attacks by what libraries usually ask the JDK for: privileges, processors, texts, tables, locks. */
public final class PrivilegeAttacks {
    private PrivilegeAttacks() {}

    @Attack(number = 254, title = "System::exit, with privileges", expected = Verdict.DENIED, by = "System.exit")
    public static final class Privileged extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return AccessController.doPrivileged((PrivilegedAction<Object>) () -> {
                System.exit(1);
                return "alive";
            });
        }
    }

    @Attack(number = 254, title = "A file, with privileges", expected = Verdict.DENIED, by = "java.nio.file.Path.of")
    public static final class PrivilegedFile extends Probe {
        @Override
        protected Object attempt(Stage stage) throws PrivilegedActionException {
            PrivilegedExceptionAction<Object> reader = () -> Files.readString(Path.of(stage.secret()));
            return AccessController.doPrivileged(reader);
        }
    }

    @Attack(
            number = 254,
            title = "The shutdown of the platform, by the Runtime that libraries ask for processors",
            expected = Verdict.DENIED,
            by = "java.lang.Runtime.halt")
    public static final class Halted extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            if (Runtime.getRuntime().availableProcessors() > 0) {
                Runtime.getRuntime().halt(1);
            }
            return "alive";
        }
    }

    @Attack(
            number = 254,
            title = "Texts of the platform, by their name",
            expected = Verdict.DENIED,
            by = "java.util.ResourceBundle.getBundle")
    public static final class Bundles extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ResourceBundle.getBundle("sun.util.logging.resources.logging");
        }
    }

    @Attack(number = 254, title = "A table of a milliard of threads", expected = Verdict.DENIED)
    public static final class Threads extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new ConcurrentHashMap<>(16, 0.75f, 1 << 30).size();
        }
    }

    @Attack(number = 254, title = "A lock of its own that is never free", expected = Verdict.KILLED)
    public static final class OwnLock extends Probe {
        private static final class Segment extends ReentrantLock {
            private static final long serialVersionUID = 1L;

            private void enter() {
                lock();
            }
        }

        @Override
        protected Object attempt(Stage stage) throws Exception {
            Segment segment = new Segment();
            Runnable take = segment::enter;
            take.run();
            FutureTask<String> other = new FutureTask<>(() -> "free");
            while (!segment.isHeldByCurrentThread() || !other.isDone()) {
                segment.tryLock();
                segment.unlock();
            }
            return "free";
        }
    }
}
