package org.example.attacks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.StringJoiner;

/** Looks for what its package brought along, in the ways of libraries. */
public final class ResourceUse extends Probe {
    /** Where what it looks for stands in the package. */
    public static final String FILE = "org/example/attacks/names.txt";

    /** Offered by {@link Round}, as a file of the package says. */
    public interface Shape {
        String name();
    }

    /** What is offered. */
    public static final class Round implements Shape {
        @Override
        public String name() {
            return "round";
        }
    }

    /** Texts in a class. */
    public static final class Words extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"bye", "Bye"}};
        }
    }

    @Override
    protected Object attempt(Stage stage) throws IOException {
        StringJoiner found = new StringJoiner(",");
        ClassLoader loader = ResourceUse.class.getClassLoader();
        found.add(read(ResourceUse.class.getResourceAsStream("names.txt")));
        found.add(read(loader.getResourceAsStream(FILE)));
        found.add(read(
                Thread.currentThread().getContextClassLoader().getResource(FILE).openStream()));
        found.add(ResourceBundle.getBundle("texts", Locale.FRANCE).getString("hello"));
        found.add(ResourceBundle.getBundle(Words.class.getName(), Locale.ROOT, loader)
                .getString("bye"));
        for (Shape shape : ServiceLoader.load(Shape.class)) {
            found.add(shape.name());
        }
        String all = found.toString();
        if (!all.equals("own,own,own,Bonjour,Bye,round")) {
            throw new IllegalStateException("found " + all);
        }
        return all;
    }

    private static String read(InputStream given) throws IOException {
        try (InputStream in = given) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
