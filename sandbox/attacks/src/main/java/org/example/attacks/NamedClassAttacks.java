package org.example.attacks;

import java.util.List;

/** Attacks by names of classes. */
public final class NamedClassAttacks {
    private NamedClassAttacks() {}

    @Attack(
            number = 253,
            title = "A guard, by its name",
            expected = Verdict.DENIED,
            by = "java.lang.Class.forName(java.lang.String) of org.archipel.guard.Checkpoint")
    public static final class NamedGuard extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return Class.forName("org.archipel.guard.Checkpoint").getName();
        }
    }

    @Attack(
            number = 253,
            title = "An array of the JDK's own, by its name",
            expected = Verdict.DENIED,
            by = "java.lang.Class.forName(java.lang.String) of [[Ljava.lang.ProcessBuilder;")
    public static final class NamedArray extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return Class.forName("[[Ljava.lang.ProcessBuilder;")
                    .getComponentType()
                    .getName();
        }
    }

    @Attack(
            number = 253,
            title = "A class by its name, with another loader",
            expected = Verdict.DENIED,
            by = "java.lang.Class.forName(java.lang.String) of java.lang.ProcessBuilder")
    public static final class NamedElsewhere extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return Class.forName("java.lang.ProcessBuilder", true, null).getName();
        }
    }

    @Attack(
            number = 253,
            title = "A name of a class with half a million parts",
            expected = Verdict.DENIED,
            by = "java.lang.Class.forName(java.lang.String) of a name")
    public static final class NamedInParts extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return Class.forName("java.lang.A" + "$".repeat(1 << 19)).getName();
        }
    }

    @Attack(number = 253, title = "Names where the stack ends", expected = Verdict.ALLOWED)
    public static final class NamedAtTheEnd extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            return StackEnd.reachAndUse(List.of(
                    () -> Class.forName("java.util.concurrent.CopyOnWriteArraySet"),
                    () -> Class.forName(NamedAtTheEnd.class.getName())));
        }
    }
}
