package org.example.attacks;

import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the JDK's loggers lead to, and what may be given to them. */
public final class LoggerAttacks {
    private static final int LONG = 40;

    private LoggerAttacks() {}

    private static Object lists() {
        Object list = "a";
        for (int i = 0; i < LONG; i++) {
            list = List.of(list, list);
        }
        return list;
    }

    @Attack(
            number = 247,
            title = "The parent of a logger, and another one in its place",
            expected = Verdict.DENIED,
            by = "java.util.logging.Logger.setParent")
    public static final class Parent extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Logger logger = Logger.getLogger("org.archipel");
            if (logger.getParent() == null) {
                logger.setParent(Logger.getLogger(""));
            }
            return logger.getParent().getName();
        }
    }

    @Attack(
            number = 247,
            title = "A filter for all loggers",
            expected = Verdict.DENIED,
            by = "java.util.logging.Logger.setFilter")
    public static final class Filtering extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Logger.getGlobal().setFilter(record -> false);
            return "filtered";
        }
    }

    @Attack(
            number = 247,
            title = "The field of the global logger",
            expected = Verdict.DENIED,
            by = "java.util.logging.Logger.global")
    public static final class Global extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Logger.global.getParent().getHandlers().length;
        }
    }

    @Attack(number = 247, title = "A level of its own, kept for ever", expected = Verdict.REFUSED)
    public static final class OwnLevel extends Probe {
        private static final class Loud extends Level {
            private Loud(int value) {
                super("LOUD" + value, value);
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return new Loud(5).getName();
        }
    }

    @Attack(number = 247, title = "Levels by numbers, each kept for ever", expected = Verdict.DENIED)
    public static final class Levels extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            int sum = 0;
            for (int i = 0; i < 1_000_000; i++) {
                sum += Level.parse(String.valueOf(i)).intValue();
            }
            return sum;
        }
    }

    @Attack(number = 247, title = "A logger of its own class", expected = Verdict.DENIED)
    public static final class OwnLogger extends Probe {
        private static final class Speaking extends Logger {
            private Speaking() {
                super("org.archipel", null);
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            new Speaking().info("as the platform");
            return "logged";
        }
    }

    @Attack(number = 247, title = "A handler of its own", expected = Verdict.DENIED, by = "java.util.logging.Handler")
    public static final class OwnHandler extends Probe {
        private static final class Listening extends Handler {
            @Override
            public void publish(LogRecord record) {
                // It would hear what others log.
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

        @Override
        protected Object attempt(Stage stage) {
            Logger.getLogger("").addHandler(new Listening());
            return "listening";
        }
    }

    @Attack(
            number = 247,
            title = "Who called, by a record of the log",
            expected = Verdict.DENIED,
            by = "java.util.logging.LogRecord.getSourceClassName")
    public static final class Callers extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new LogRecord(Level.INFO, "who").getSourceClassName();
        }
    }

    @Attack(
            number = 247,
            title = "Texts of the platform, by a logger",
            expected = Verdict.DENIED,
            by = "java.util.logging.Logger.getResourceBundle")
    public static final class Texts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Logger.getLogger("a", "sun.util.logging.resources.logging").getResourceBundle();
        }
    }

    @Attack(
            number = 247,
            title = "The finder of the JDK's loggers",
            expected = Verdict.DENIED,
            by = "java.lang.System.LoggerFinder")
    public static final class Finder extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return System.LoggerFinder.getLoggerFinder()
                    .getLogger("org.archipel", Object.class.getModule())
                    .getName();
        }
    }

    @Attack(number = 248, title = "Lists that hold each other twice, in a message", expected = Verdict.DENIED)
    public static final class HeldValues extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Logger.getLogger("a").log(Level.INFO, "{0}", lists());
            return "logged";
        }
    }

    @Attack(number = 248, title = "The same, in a record", expected = Verdict.DENIED)
    public static final class HeldByRecord extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            LogRecord record = new LogRecord(Level.INFO, "{0}");
            record.setParameters(new Object[] {lists()});
            Logger.getLogger("a").log(record);
            return "logged";
        }
    }

    @Attack(number = 248, title = "The same, by a logger of the system", expected = Verdict.DENIED)
    public static final class HeldBySystem extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            System.getLogger("a").log(System.Logger.Level.INFO, lists());
            return "logged";
        }
    }

    @Attack(number = 248, title = "A long text in a thousand places of a message", expected = Verdict.DENIED)
    public static final class Places extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Logger.getLogger("a").log(Level.INFO, "{0}".repeat(1_000), "long".repeat(1 << 20));
            return "logged";
        }
    }

    @Attack(number = 248, title = "A message that is never there", expected = Verdict.KILLED)
    public static final class Supplied extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            Logger.getLogger("a").info(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
            return "logged";
        }
    }

    @Attack(number = 248, title = "A flood of the log, by a logger of the JDK", expected = Verdict.KILLED)
    public static final class Flood extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            String line = "flood ".repeat(100);
            while (true) {
                Logger.getLogger(line).severe(line);
            }
        }
    }

    @Attack(number = 248, title = "What the JDK's loggers are, where the stack ends", expected = Verdict.ALLOWED)
    public static final class StackEnded extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(
                    () -> {
                        Logger.getLogger("a").log(Level.WARNING, "where the stack {0}", "ends");
                        return "logged";
                    },
                    () -> {
                        System.getLogger("a").log(System.Logger.Level.WARNING, "where the stack {0}", "ends");
                        return "logged";
                    },
                    () -> StackEnded.class.getPackage().getName()));
        }
    }

    @Attack(number = 248, title = "Packages of the platform", expected = Verdict.DENIED, by = "java.lang.Package")
    public static final class Packages extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return Package.getPackages().length + Packages.class.getPackage().getAnnotations().length;
        }
    }

    @Attack(number = 248, title = "A pattern of a message with a million dates", expected = Verdict.DENIED)
    public static final class Pattern extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new java.text.MessageFormat("{0,date}".repeat(1_000_000)).getFormats().length;
        }
    }

    @Attack(number = 249, title = "Loggers of the JDK and packages as libraries use them", expected = Verdict.ALLOWED)
    public static final class Uses extends Probe {
        private static void require(boolean right, String what) {
            if (!right) {
                throw new IllegalStateException(what);
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            Logger log = Logger.getLogger(Uses.class.getName());
            require(log.isLoggable(Level.INFO) && !log.isLoggable(Level.FINE), "levels");
            log.log(Level.WARNING, "order {0} of {1}", new Object[] {7, "Ana"});
            log.log(Level.SEVERE, "failed", new IllegalStateException("a failure"));
            log.fine(() -> {
                throw new IllegalStateException("nobody asked for it");
            });
            log.entering("a", "b", Collections.nCopies(3, "c").toArray());
            log.setLevel(Level.FINE);
            require(log.isLoggable(Level.FINE) && Level.parse("FINE").equals(log.getLevel()), "its own level");
            System.Logger plain = System.getLogger("a");
            plain.log(System.Logger.Level.INFO, "order {0}", 8);
            require(!plain.isLoggable(System.Logger.Level.DEBUG), "levels of the system");
            require(log.getHandlers().length == 0 && log.getParent() == null, "alone");
            Package own = Uses.class.getPackage();
            require(own.getName().equals("org.example.attacks") && own.getImplementationVersion() == null, "" + own);
            return "logged";
        }
    }
}
