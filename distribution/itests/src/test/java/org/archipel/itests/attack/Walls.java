package org.archipel.itests.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration that the suite runs on.
 *
 * @param javaHome the JDK; the one of the tests if empty
 * @param settings of the platform
 */
record Walls(String name, Optional<Path> javaHome, Map<String, String> settings) {
    private static final String OSGI_SECURITY = "archipel.sandbox.osgi-security";
    private static final int FIRST_WITHOUT_MANAGER = 24;
    private static final Path JDKS = Path.of("/usr/lib/jvm");

    /** All that can be run on this machine: both walls where the JDK has a security manager, the first alone on each. */
    static List<Walls> present() {
        int version = Runtime.version().feature();
        Optional<Path> home = Optional.of(Path.of(System.getProperty("java.home")));
        List<Walls> present = new ArrayList<>();
        present.add(new Walls("JDK " + version, home, settings("off")));
        if (version < FIRST_WITHOUT_MANAGER) {
            present.add(new Walls("JDK " + version + ", both walls", home, settings("on")));
        }
        jdk25().filter(other -> version != 25)
                .ifPresent(other -> present.add(new Walls("JDK 25", Optional.of(other), settings("auto"))));
        return present;
    }

    private static Map<String, String> settings(String secondWall) {
        return Map.of(OSGI_SECURITY, secondWall);
    }

    private static Optional<Path> jdk25() {
        String given = System.getenv("JAVA25_HOME");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        if (!Files.isDirectory(JDKS)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(JDKS)) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
