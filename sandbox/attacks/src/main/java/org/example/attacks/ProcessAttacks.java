package org.example.attacks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/** Ending the process, starting others, leaving Java. */
public final class ProcessAttacks {
    private ProcessAttacks() {}

    @Attack(number = 24, title = "System.exit", expected = Verdict.DENIED)
    public static final class Exit extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            System.exit(1);
            return "alive";
        }
    }

    @Attack(number = 25, title = "System::exit", expected = Verdict.DENIED)
    public static final class ExitReference extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            IntConsumer exit = System::exit;
            exit.accept(1);
            return "alive";
        }
    }

    @Attack(number = 26, title = "Runtime.halt", expected = Verdict.DENIED)
    public static final class Halt extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Runtime.getRuntime().halt(1);
            return "alive";
        }
    }

    @Attack(number = 27, title = "Runtime.exec", expected = Verdict.DENIED)
    public static final class Exec extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return Runtime.getRuntime()
                    .exec(new String[] {"touch", stage.fresh()})
                    .pid();
        }
    }

    @Attack(number = 27, title = "ProcessBuilder.start", expected = Verdict.DENIED)
    public static final class Builder extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return new ProcessBuilder("touch", stage.fresh()).start().pid();
        }
    }

    @Attack(number = 28, title = "A shutdown hook", expected = Verdict.DENIED)
    public static final class ShutdownHook extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
            return "added";
        }
    }

    @Attack(number = 29, title = "A native method", expected = Verdict.REFUSED)
    public static final class NativeMethod extends Probe {
        private static native int call();

        @Override
        protected Object attempt(Stage stage) {
            return call();
        }
    }

    @Attack(number = 29, title = "System.load", expected = Verdict.REFUSED, by = "System.load")
    public static final class Load extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            System.load(stage.secret());
            return "loaded";
        }
    }

    @Attack(number = 31, title = "The platform's MBean server", expected = Verdict.DENIED)
    public static final class Management extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ManagementFactory.getPlatformMBeanServer().getMBeanCount();
        }
    }

    @Attack(number = 32, title = "ProcessHandle.destroy", expected = Verdict.DENIED)
    public static final class Destroy extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ProcessHandle.current().parent().map(ProcessHandle::destroy).orElse(false);
        }
    }
}
