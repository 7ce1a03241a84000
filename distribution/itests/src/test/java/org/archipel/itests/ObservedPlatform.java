package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.harness.PlatformBuilder;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.archipel.itests.observer.Observer;
import org.awaitility.Awaitility;
import org.osgi.framework.Bundle;

/**
 * A platform of its own on a copy of the distribution that has one bundle more: the observer, which tells of the framework's
 * bundles and ends the process at a chosen phase.
 */
public final class ObservedPlatform implements AutoCloseable {
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String BUNDLES = "bundles";

    private final PlatformProcess process;
    private final Path observations;
    private final RestClient administrator;

    private ObservedPlatform(PlatformProcess process, Path observations) {
        this.process = process;
        this.observations = observations;
        this.administrator = RestClient.withKey(process.url(), process.bootstrapKey());
        awaitObservations();
    }

    /** The observer starts after the bundles that make the platform ready. */
    private void awaitObservations() {
        Awaitility.await().atMost(START_LIMIT).until(() -> Files.exists(observations.resolve(BUNDLES)));
    }

    /** @param folder where everything goes; not empty afterwards */
    static ObservedPlatform start(Path folder) {
        return start(folder, Map.of());
    }

    /** @param settings beyond the distribution's own */
    static ObservedPlatform start(Path folder, Map<String, String> settings) {
        return start(folder, builder -> {
            settings.forEach(builder::setting);
            return builder;
        });
    }

    /** @param more what the process is started with beyond the distribution's own */
    public static ObservedPlatform start(Path folder, UnaryOperator<PlatformBuilder> more) {
        Path observations = folder.resolve("observations");
        try {
            Files.createDirectories(observations);
            copy(Distribution.folder(), folder.resolve("distribution"));
            pack(Files.createDirectories(folder.resolve("distribution/bundles/60-test"))
                    .resolve("observer.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PlatformBuilder builder = PlatformProcess.of(folder.resolve("distribution"), folder.resolve("work"))
                .setting(Observer.FOLDER, observations.toString());
        return new ObservedPlatform(more.apply(builder).start(), observations);
    }

    public PlatformProcess process() {
        return process;
    }

    public RestClient administrator() {
        return administrator;
    }

    /** Has the process die at a moment such as {@code AFTER DEPLOYED UPDATE}, or that moment of one extension, with its id behind. */
    void haltAt(String moment) {
        try {
            Files.writeString(observations.resolve("halt"), moment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process is dead, and starts it again without anything that would kill it. */
    void startAfterDeath() {
        assertThat(process.awaitExit(DEATH_LIMIT))
                .as("exit code of the halted process")
                .isEqualTo(137);
        try {
            Files.delete(observations.resolve("halt"));
            Files.deleteIfExists(observations.resolve(BUNDLES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.start();
        awaitObservations();
    }

    /** Versions of an installation whose bundles are active in the framework. */
    List<String> activeVersions(String installationId) {
        String prefix = "extension extension:" + installationId + "/";
        String suffix = " " + Bundle.ACTIVE;
        return observed()
                .filter(line -> line.startsWith(prefix) && line.endsWith(suffix))
                .map(line -> line.substring(prefix.length(), line.length() - suffix.length()))
                .toList();
    }

    /** Locations and states of all extension bundles. */
    List<String> extensionBundles() {
        return observed().filter(line -> line.startsWith("extension ")).toList();
    }

    /** What all code of the process shares, by name; see {@code HostWatch}. */
    public Map<String, String> hostFacts() {
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        Integer.parseInt(Files.readString(observations.resolve("host-port"))));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1], (a, b) -> b, TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happened to bundles that are no extensions since the platform was ready. */
    List<String> disturbances() {
        return observed().filter(line -> line.startsWith("disturbed ")).toList();
    }

    private Stream<String> observed() {
        try {
            return Files.readAllLines(observations.resolve(BUNDLES)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    link(file, copy);
                }
            }
        }
    }

    private static void link(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another file system, or one without hard links.
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void pack(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.archipel.itests.observer");
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", Observer.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework,org.archipel.marketplace,org.archipel.api.extension");
        String folder = Observer.class.getPackageName().replace('.', '/');
        Path classes = Path.of(System.getProperty("archipel.test.classes")).resolve(folder);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.sorted().toList()) {
                entries.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
                try (InputStream in = Files.newInputStream(file)) {
                    in.transferTo(entries);
                }
            }
        }
    }
}
