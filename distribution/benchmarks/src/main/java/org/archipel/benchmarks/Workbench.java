package org.archipel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.archipel.harness.PlatformBuilder;
import org.archipel.harness.PlatformProcess;

/**
 * Where a scenario works.
 *
 * @param distribution the assembled distribution
 * @param folder an empty folder of the scenario's own, removed afterwards
 * @param repetitions how often to repeat what is repeated
 * @param javaOptions more JVM options for the platform
 */
record Workbench(Path distribution, Path folder, int repetitions, String javaOptions) implements AutoCloseable {
    static Workbench create(Path distribution, int repetitions, String javaOptions) {
        try {
            return new Workbench(
                    distribution, Files.createTempDirectory("archipel-benchmark"), repetitions, javaOptions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A platform on an empty data folder of that name. */
    PlatformBuilder platform(String name) {
        return PlatformProcess.of(distribution, folder.resolve(name)).javaOptions(javaOptions);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
