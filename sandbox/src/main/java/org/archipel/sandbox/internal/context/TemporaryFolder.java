package org.archipel.sandbox.internal.context;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.extension.InstallationInfo;

/** The folder of one island's temporary files. */
final class TemporaryFolder {
    private final Path path;

    TemporaryFolder(Path root, InstallationInfo installation) {
        path = root.resolve(installation.installationId()).resolve(installation.version());
    }

    Path path() {
        return path;
    }

    /** Removes the folder, if it is there, with all that is in it. */
    void remove() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("temporary files could not be removed", e);
        }
    }
}
