package org.example.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.util.ResourceBundle;
import java.util.ServiceLoader;

/** What the package brought along, more of it than a call may take. */
public final class LargeResources {
    private LargeResources() {}

    /** Reads the same content for ever. */
    public static final class Again extends Probe {
        @Override
        protected Object attempt(Stage stage) throws IOException {
            long sum = 0;
            while (true) {
                try (InputStream in = Again.class.getResourceAsStream("/large.bin")) {
                    sum += in.read();
                } catch (SecurityException | NullPointerException e) {
                    return sum;
                }
            }
        }
    }

    /** Asks for texts that the JDK puts into a map. */
    public static final class Texts extends Probe {
        @Override
        protected Object attempt(Stage stage) {
            return ResourceBundle.getBundle("many").keySet().size();
        }
    }

    /** Asks for a provider. */
    public static final class Provided extends Probe {
        /** What is provided. */
        public interface Work {}

        /** Never there. */
        public static final class Endless implements Work {
            public Endless() {
                long count = 0;
                while (count >= 0) {
                    count = count + 1 & Long.MAX_VALUE;
                }
            }
        }

        @Override
        protected Object attempt(Stage stage) {
            return ServiceLoader.load(Work.class).findFirst().isPresent();
        }
    }
}
