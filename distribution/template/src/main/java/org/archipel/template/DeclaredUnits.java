package org.archipel.template;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.archipel.persistence.internal.UnitSource;
import org.archipel.persistence.internal.UnitSource.Script;

/** The persistence units that bundles on the class path declare by their capability {@code archipel.persistence}. */
final class DeclaredUnits {
    private static final Pattern CAPABILITY = Pattern.compile("(?:^|,)archipel\\.persistence;([^,]*)");

    private DeclaredUnits() {}

    /** In the order of the class path, which is that of the modules. */
    static List<UnitSource> onClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .flatMap(DeclaredUnits::in)
                .toList();
    }

    private static Stream<UnitSource> in(Path bundle) {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            String capabilities = jar.getManifest() == null
                    ? null
                    : jar.getManifest().getMainAttributes().getValue("Provide-Capability");
            if (capabilities == null) {
                return Stream.empty();
            }
            List<UnitSource> units = new ArrayList<>();
            Matcher found = CAPABILITY.matcher(capabilities);
            while (found.find()) {
                units.add(new UnitSource(
                        attribute(found.group(1), "unit"),
                        scripts(jar, attribute(found.group(1), "migrations")),
                        List.of(),
                        DeclaredUnits.class.getClassLoader(),
                        bundle.toUri().toURL()));
            }
            return units.stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + bundle, e);
        }
    }

    private static String attribute(String capability, String name) {
        Matcher value = Pattern.compile("(?:^|;)" + name + "=\"?([^\";]+)").matcher(capability);
        if (!value.find()) {
            throw new IllegalArgumentException("a persistence unit without " + name + ": " + capability);
        }
        return value.group(1);
    }

    private static List<Script> scripts(JarFile jar, String folder) {
        return jar.stream()
                .filter(entry -> entry.getName().startsWith(folder + "/")
                        && entry.getName().endsWith(".sql"))
                .map(entry -> script(jar, entry))
                .toList();
    }

    private static Script script(JarFile jar, JarEntry entry) {
        try (InputStream input = jar.getInputStream(entry)) {
            String name = entry.getName();
            return new Script(
                    name.substring(name.lastIndexOf('/') + 1),
                    new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry.getName(), e);
        }
    }
}
