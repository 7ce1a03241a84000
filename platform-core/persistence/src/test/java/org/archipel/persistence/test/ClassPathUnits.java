package org.archipel.persistence.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.internal.EntityScan;
import org.archipel.persistence.internal.UnitSource;
import org.archipel.persistence.internal.UnitSource.Script;

/** Reads persistence units from the class path, folders and jars alike. */
public final class ClassPathUnits {
    private static final ClassLoader LOADER = ClassPathUnits.class.getClassLoader();

    private ClassPathUnits() {}

    /** @param entities the package with the entities, if there are any */
    public static UnitSource unit(String name, String migrations, Optional<String> entities) {
        var classes = entities.map(ClassPathUnits::classNames)
                .map(names -> EntityScan.entities(names, LOADER))
                .orElse(List.of());
        var scripts = list(migrations).stream()
                .filter(resource -> resource.endsWith(".sql"))
                .map(ClassPathUnits::script)
                .toList();
        if (scripts.isEmpty()) {
            throw new IllegalStateException("No migrations in " + migrations + " of the class path");
        }
        return new UnitSource(name, scripts, classes, LOADER, root(migrations));
    }

    private static Script script(String resource) {
        try (var input = LOADER.getResourceAsStream(resource)) {
            return new Script(
                    resource.substring(resource.lastIndexOf('/') + 1),
                    new String(input.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> classNames(String packageName) {
        return list(packageName.replace('.', '/')).stream()
                .filter(resource -> resource.endsWith(".class"))
                .map(resource -> resource.substring(0, resource.length() - ".class".length())
                        .replace('/', '.'))
                .toList();
    }

    private static List<String> list(String folder) {
        try {
            List<String> resources = new ArrayList<>();
            for (URL url : Collections.list(LOADER.getResources(folder))) {
                resources.addAll(
                        "jar".equals(url.getProtocol())
                                ? listJar(url, folder)
                                : listFolder(Path.of(url.toURI()), folder));
            }
            return resources.stream().distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> listFolder(Path directory, String folder) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file ->
                            folder + "/" + directory.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static List<String> listJar(URL url, String folder) throws IOException {
        var connection = (JarURLConnection) url.openConnection();
        connection.setUseCaches(false);
        try (var jar = connection.getJarFile()) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder + "/") && !name.endsWith("/"))
                    .toList();
        }
    }

    /** JPA wants to know where classes come from, but reads nothing there. */
    private static URL root(String folder) {
        try {
            var url = LOADER.getResource(folder).toString();
            return URI.create(url.substring(0, url.length() - folder.length())).toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
