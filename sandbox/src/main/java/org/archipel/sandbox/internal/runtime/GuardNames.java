package org.archipel.sandbox.internal.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.guard.Checkpoint;

/** What classes the guards are: those in the same folder or jar. */
final class GuardNames {
    private static final String SUFFIX = ".class";

    private GuardNames() {}

    /** The names of all, for example {@code org.archipel.guard.Regex$CheckedText}. */
    static List<String> all() {
        try {
            Path place = Path.of(Checkpoint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                return in(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return in(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the guards cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the guards are nowhere", e);
        }
    }

    private static List<String> in(Path root) throws IOException {
        String name = Checkpoint.class.getPackageName();
        try (Stream<Path> files = Files.list(root.resolve(name.replace('.', '/')))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.equals("package-info.class"))
                    .map(file -> name + '.' + file.substring(0, file.length() - SUFFIX.length()))
                    .toList();
        }
    }
}
