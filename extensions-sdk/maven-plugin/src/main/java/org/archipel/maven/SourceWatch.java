package org.archipel.maven;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what was saved. It looks at all files: an extension has few, and a look costs less than what file systems tell late or
 * not at all.
 */
final class SourceWatch {
    private final List<Path> roots;
    private Map<Path, FileTime> seen;

    SourceWatch(List<Path> roots) throws IOException {
        // What is not there yet may be made later.
        this.roots = List.copyOf(roots);
        this.seen = times();
    }

    /** When the latest save since the last look was; empty if nothing changed. A file that is gone counts as well. */
    Optional<FileTime> changed() throws IOException {
        Map<Path, FileTime> now = times();
        if (now.equals(seen)) {
            return Optional.empty();
        }
        Map<Path, FileTime> before = seen;
        seen = now;
        return Optional.of(now.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .max(FileTime::compareTo)
                .orElseGet(() -> FileTime.fromMillis(System.currentTimeMillis())));
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        for (Path root : roots) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    times.put(file, attributes.lastModifiedTime());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return times;
    }
}
