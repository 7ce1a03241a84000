package org.archipel.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of the demo's platform. It is emptied at each start, so it must be one that an earlier demo made. */
final class DemoFolder {
    private static final String MARK = "made-by-the-demo";

    private DemoFolder() {}

    /** Makes an empty folder. */
    static void prepare(Path folder) {
        try {
            if (Files.exists(folder)) {
                empty(folder);
            }
            Files.createDirectories(folder);
            Files.createFile(folder.resolve(MARK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent() && !Files.exists(folder.resolve(MARK))) {
                throw new DemoFailure(
                        "the folder " + folder + " holds something that no demo made; choose another one");
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(folder))
                    .forEach(file -> file.toFile().delete());
        }
    }
}
