package org.archipel.testkit.internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The class path of the tests: where the container finds its bundles, and the packages that tests and extension share. */
final class ClassPath {
    private static final Pattern SHARED = Pattern.compile(
            "org\\.archipel\\.(api|persistence|rest|security|messaging|sandbox)-|jackson-(core|databind|annotations)-|slf4j-api-");
    private static final Pattern INSTALLED =
            Pattern.compile("felix\\.(scr|configadmin|http)|servlet-api-3|osgi\\.(service|util)|commons-(io|fileupload)"
                    + "|org\\.apache\\.aries|cxf-|woodstox|stax2|jaxb-osgi|xml\\.bind-api|javax\\.activation"
                    + "|xmlschema|jakarta\\.annotation|geronimo|/asm|failsafe-3|json-schema-validator|/itu|snakeyaml"
                    + "|dataformat-yaml|jackson-datatype|micrometer-co|jspecify|org\\.archipel\\.sandbox-");
    private static final Pattern NOT_INSTALLED = Pattern.compile(
            "annotations-|metatype|namespace|-tests|http\\.base|http\\.wrappers|osgi\\.service\\.servlet|tomcat-servlet"
                    + "|jakarta\\.servlet|osgi\\.service\\.(log|repository)|jsonSchema");

    private final List<Path> entries;

    private ClassPath(List<Path> entries) {
        this.entries = entries;
    }

    static ClassPath present() {
        // Surefire passes a jar with nothing but a class path.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Set<Path> entries = new LinkedHashSet<>();
        for (String entry : path.split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry));
            }
        }
        return new ClassPath(entries.stream().filter(Files::exists).toList());
    }

    List<Path> entries() {
        return entries;
    }

    /** Bundles for the container. */
    List<Path> bundles() {
        return entries.stream()
                .filter(path -> path.toString().endsWith(".jar"))
                .filter(path -> INSTALLED.matcher("/" + path.getFileName()).find())
                .filter(path ->
                        !NOT_INSTALLED.matcher(path.getFileName().toString()).find())
                .filter(path -> header(path, "Bundle-SymbolicName") != null)
                .toList();
    }

    /** Packages that the container takes from the class path. */
    String sharedPackages() {
        String exports = entries.stream()
                .filter(path -> SHARED.matcher(path.getFileName().toString()).find())
                .filter(path -> !path.toString().contains("-tests"))
                .map(path -> header(path, "Export-Package"))
                .filter(header -> header != null)
                .collect(Collectors.joining(","));
        // Their uses directives name packages that bundles bring in copies of their own.
        return exports.replaceAll(";uses:=\"[^\"]*\"", "");
    }

    private static String header(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes attributes =
                    file.getManifest() == null ? null : file.getManifest().getMainAttributes();
            return attributes == null ? null : attributes.getValue(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(entries.toArray());
    }
}
