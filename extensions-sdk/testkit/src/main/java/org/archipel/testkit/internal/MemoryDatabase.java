package org.archipel.testkit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.internal.Database;
import org.archipel.persistence.internal.DerbyEngine;
import org.archipel.persistence.internal.JdbcUnitOfWork;
import org.archipel.persistence.internal.Migrations;
import org.archipel.persistence.internal.UnitSource;
import org.archipel.persistence.internal.UnitSource.Script;
import org.archipel.sandbox.Island;

/** The sandbox's tables in memory: storage is the platform's own. */
final class MemoryDatabase {
    private static final int POOL_SIZE = 8;
    private static final String UNIT = "sandbox";
    private static final String SCRIPTS = "db/sandbox/";

    private MemoryDatabase() {}

    static UnitOfWork open(Path folder) {
        DerbyEngine.configure(folder);
        Database database = Database.embedded("memory:" + UUID.randomUUID(), POOL_SIZE);
        URL root = Island.class.getProtectionDomain().getCodeSource().getLocation();
        UnitSource unit = new UnitSource(UNIT, scripts(root), List.of(), MemoryDatabase.class.getClassLoader(), root);
        new Migrations(database).migrate(unit);
        return new JdbcUnitOfWork(database, unit);
    }

    private static List<Script> scripts(URL root) {
        try {
            Path place = Path.of(root.toURI());
            return Files.isDirectory(place) ? inFolder(place.resolve(SCRIPTS)) : inJar(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Script> inJar(Path file) throws IOException {
        List<Script> scripts = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().startsWith(SCRIPTS) && entry.getName().endsWith(".sql")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        scripts.add(script(entry.getName(), in.readAllBytes()));
                    }
                }
            }
        }
        return scripts;
    }

    private static List<Script> inFolder(Path folder) throws IOException {
        List<Script> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".sql")).toList()) {
                scripts.add(script(file.getFileName().toString(), Files.readAllBytes(file)));
            }
        }
        return scripts;
    }

    private static Script script(String path, byte[] sql) {
        return new Script(path.substring(path.lastIndexOf('/') + 1), new String(sql, StandardCharsets.UTF_8));
    }
}
