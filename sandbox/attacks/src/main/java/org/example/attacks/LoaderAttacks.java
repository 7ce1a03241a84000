package org.example.attacks;

import java.io.ByteArrayInputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.nio.file.spi.FileSystemProvider;
import java.time.LocalDate;
import java.util.Random;
import java.util.ServiceLoader;

/** What extensions find by their own loader, and what is made of streams of bytes and chance, used to get further. */
public final class LoaderAttacks {
    private LoaderAttacks() {}

    @Attack(
            number = 303,
            title = "A class of the guards by the extension's own loader",
            expected = Verdict.DENIED,
            by = "org.archipel.guard.Checkpoint")
    public static final class GuardByLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) throws ReflectiveOperationException {
            return LoaderAttacks.class
                    .getClassLoader()
                    .loadClass("org.archipel.guard.Checkpoint")
                    .getName();
        }
    }

    @Attack(
            number = 303,
            title = "A package of the JDK by the extension's own loader",
            expected = Verdict.DENIED,
            by = "java.lang.ClassLoader.getUnnamedModule")
    public static final class ModuleByLoader extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return LoaderAttacks.class.getClassLoader().getUnnamedModule().getLayer();
        }
    }

    @Attack(
            number = 304,
            title = "Providers of the JDK by the extension's own loader",
            expected = Verdict.DENIED,
            by = "java.util.ServiceLoader.load")
    public static final class FileSystemsByService extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ServiceLoader.load(FileSystemProvider.class, LoaderAttacks.class.getClassLoader())
                    .findFirst();
        }
    }

    @Attack(
            number = 305,
            title = "An object read through the interface of a stream of numbers",
            expected = Verdict.DENIED,
            by = "java.io.ObjectInput.readObject")
    public static final class ObjectByInterface extends Probe {
        @Override
        protected Object attempt(Stage stage) throws Exception {
            byte[] nothing = {-84, -19, 0, 5, 112};
            try (ObjectInput in = new ObjectInputStream(new ByteArrayInputStream(nothing))) {
                return in.readObject() == null;
            }
        }
    }

    @Attack(number = 306, title = "Chance without end", expected = Verdict.KILLED)
    public static final class EndlessChance extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return new Random(1).ints().count();
        }
    }

    @Attack(number = 306, title = "All dates that there are", expected = Verdict.KILLED)
    public static final class AllDates extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return LocalDate.MIN.datesUntil(LocalDate.MAX).filter(date -> false).count();
        }
    }

    @Attack(
            number = 307,
            title = "A resource of the platform by the extension's own loader",
            expected = Verdict.DENIED,
            by = "no such resource")
    public static final class HostResource extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            ClassLoader loader = LoaderAttacks.class.getClassLoader();
            for (String name : new String[] {
                "org/archipel/api/extension/ExtensionContext.class", "java/lang/Object.class", "default.properties"
            }) {
                if (loader.getResource(name) != null) {
                    return "found " + name;
                }
            }
            throw new SecurityException("no such resource is found");
        }
    }
}
