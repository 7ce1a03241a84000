package org.example.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.net.URL;
import java.nio.file.spi.FileSystemProvider;
import java.time.LocalDate;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.ListResourceBundle;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.api.extension.ExtensionContext;

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

    @Attack(number = 307, title = "Names of resources of the platform lead to nothing", expected = Verdict.ALLOWED)
    public static final class HostResource extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            ClassLoader loader = LoaderAttacks.class.getClassLoader();
            for (String name : new String[] {
                "org/archipel/api/extension/ExtensionContext.class",
                "org/archipel/guard/Checkpoint.class",
                "com/fasterxml/jackson/databind/ObjectMapper.class",
                "java/lang/Object.class",
                "META-INF/services/java.nio.file.spi.FileSystemProvider",
                "default.properties",
                "..",
                "../../../conf/archipel.properties",
                "/etc/passwd",
                "file:/etc/passwd",
                stage.secret()
            }) {
                boolean found = loader.getResource(name) != null
                        || loader.getResources(name).hasMoreElements()
                        || loader.getResourceAsStream(name) != null
                        || ClassLoader.getSystemResource(name) != null
                        || HostResource.class.getResource('/' + name) != null
                        || HostResource.class.getResourceAsStream(name) != null;
                if (found) {
                    throw new IllegalStateException("found " + name);
                }
            }
            return "nothing";
        }
    }

    @Attack(
            number = 307,
            title = "A resource of the platform by a class of it",
            expected = Verdict.DENIED,
            by = "resources of org.archipel.api.extension.ExtensionContext")
    public static final class HostResourceByClass extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ExtensionContext.class.getResource("ExtensionContext.class");
        }
    }

    @Attack(
            number = 302,
            title = "A file by an address that Jackson makes",
            expected = Verdict.DENIED,
            by = "making java.net.URL from JSON")
    public static final class FileByJackson extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            URL address = new ObjectMapper().convertValue("file:" + stage.secret(), URL.class);
            return address.openStream().read();
        }
    }

    @Attack(
            number = 302,
            title = "The content of a resource's address by the JDK's handlers",
            expected = Verdict.DENIED,
            by = "java.net.URL.getContent")
    public static final class ContentOfAddress extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            return ContentOfAddress.class
                    .getResource("LoaderAttacks$ContentOfAddress.class")
                    .getContent();
        }
    }

    @Attack(
            number = 308,
            title = "Texts of a class with a long name, millions of times",
            expected = Verdict.DENIED,
            by = "java.util.ResourceBundle with")
    public static final class LongNames extends Probe {
        /** Each is compared with the first, character by character. */
        public static final class Texts extends ListResourceBundle {
            @Override
            protected Object[][] getContents() {
                Object[][] rows = new Object[1 << 20][];
                Arrays.fill(rows, new Object[] {"a".repeat(1 << 20), 1});
                rows[0] = new Object[] {"a".repeat(1 << 20), 1};
                return rows;
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return ResourceBundle.getBundle(Texts.class.getName()).getKeys().nextElement();
        }
    }

    @Attack(
            number = 308,
            title = "Names of texts without end",
            expected = Verdict.DENIED,
            by = "java.util.ResourceBundle with more than")
    public static final class ManyNames extends Probe {
        /** Says that it has names. */
        public static final class Texts extends ResourceBundle {
            @Override
            protected Object handleGetObject(String key) {
                return key;
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.emptyEnumeration();
            }

            @Override
            protected Set<String> handleKeySet() {
                return new AbstractSet<>() {
                    @Override
                    public Iterator<String> iterator() {
                        return Stream.iterate(1, i -> i + 1)
                                .map(String::valueOf)
                                .iterator();
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return ResourceBundle.getBundle(Texts.class.getName()).keySet().size();
        }
    }

    @Attack(
            number = 309,
            title = "Words of a stream without end",
            expected = {Verdict.DENIED, Verdict.KILLED},
            because = "its bytes or its budget end first")
    public static final class EndlessWord extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    return 'a';
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                    return length;
                }
            };
            return new Scanner(endless).next().length();
        }
    }

    @Attack(
            number = 309,
            title = "Locking the extension's own loader, which the JVM locks",
            expected = Verdict.DENIED,
            by = "locking an object of org.archipel.guard.OwnLoader")
    public static final class LoaderAsLock extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            synchronized (LoaderAttacks.class.getClassLoader()) {
                return "locked";
            }
        }
    }
}
