package org.archipel.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * What lies in an extension's own jar, and in those within it: read as a whole, so that nothing stays open, and addressed by URLs that
 * lead to it and nowhere else. Thread-safe.
 */
final class OwnContent {
    /** Of addresses that only this class makes: no protocol of that name is registered anywhere. */
    static final String PROTOCOL = "archipel-resource";

    private static final int MOST_BYTES = 32 << 20;
    private static final int LONGEST_NAME = 1_000;

    private final ClassLoader loader;
    private final URL home;

    private OwnContent(ClassLoader loader, URL home) {
        this.loader = loader;
        this.home = home;
    }

    /** @param inhabitant a class of the extension */
    static OwnContent of(Class<?> inhabitant) {
        StackRoom.check();
        return OwnAct.of(() -> {
            ClassLoader loader = inhabitant.getClassLoader();
            return new OwnContent(
                    loader, loader.getResource(inhabitant.getName().replace('.', '/') + ".class"));
        });
    }

    /** @return the content, or null if there is none of that name, or none any more */
    InputStream open(String name) {
        URL real = find(name);
        try {
            return real == null ? null : read(real);
        } catch (IOException e) {
            return null;
        }
    }

    /** @return an address of the content, or null if there is none of that name */
    URL address(String name) {
        URL real = find(name);
        return real == null ? null : OwnAct.of(() -> address(real, name, 0));
    }

    /** @return addresses of all contents of that name; more than one jar of the extension may have one */
    List<URL> addresses(String name) {
        return lookUp(name, () -> {
            List<URL> all = new ArrayList<>();
            for (URL real : real(name)) {
                if (isOwn(real)) {
                    all.add(address(real, name, all.size()));
                }
            }
            return all;
        });
    }

    private List<URL> real(String name) {
        try {
            return Collections.list(loader.getResources(name));
        } catch (IOException e) {
            return List.of();
        }
    }

    private URL find(String name) {
        List<URL> found = lookUp(name, () -> {
            URL real = loader.getResource(name);
            return real == null || !isOwn(real) ? List.of() : List.of(real);
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<URL> lookUp(String name, Supplier<List<URL>> search) {
        Checkpoint.check();
        boolean sought = name.length() <= LONGEST_NAME && !name.contains("..");
        return sought ? OwnAct.of(search) : List.of();
    }

    // The loader also finds what its bundle imports.
    private boolean isOwn(URL real) {
        return home != null
                && real.getProtocol().equals(home.getProtocol())
                && real.getHost().equals(home.getHost());
    }

    /** @return the content, to be read through checkpoints: code of the JDK may read all of it in one piece */
    private static InputStream read(URL real) throws IOException {
        try (InputStream in = OwnAct.of(() -> stream(real))) {
            return Pipes.checked(WholeContent.of(in, MOST_BYTES, "a resource"));
        } catch (IOException | UncheckedIOException e) {
            // It may name files of the platform.
            throw new IOException("the resource cannot be read");
        }
    }

    private static InputStream stream(URL real) {
        try {
            return real.openStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL address(URL real, String name, int index) {
        try {
            return new URL(PROTOCOL, "", -1, "/" + index + '/' + name, new Handler(real));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("an address with a handler of its own", e);
        }
    }

    /** Compares addresses as texts: the JDK's own way looks hosts up. */
    private static final class Handler extends URLStreamHandler {
        private final URL real;

        private Handler(URL real) {
            this.real = real;
        }

        @Override
        protected URLConnection openConnection(URL address) {
            return new Connection(address, real);
        }

        @Override
        protected URLConnection openConnection(URL address, Proxy proxy) {
            return openConnection(address);
        }

        @Override
        protected boolean equals(URL one, URL other) {
            return one.toExternalForm().equals(other.toExternalForm());
        }

        @Override
        protected int hashCode(URL address) {
            return address.toExternalForm().hashCode();
        }
    }

    /** To one content; there is nothing to connect to. */
    static final class Connection extends URLConnection {
        private final URL real;

        private Connection(URL address, URL real) {
            super(address);
            this.real = real;
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            StackRoom.check();
            return read(real);
        }
    }
}
