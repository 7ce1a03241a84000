package org.archipel.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a platform writes to its log from a moment on. */
final class PlatformLog {
    private final Path file;
    private final long begin;

    private PlatformLog(Path file, long begin) {
        this.file = file;
        this.begin = begin;
    }

    /** The log from now on. */
    static PlatformLog from(SharedPlatform platform) {
        Path file = platform.process().logs().resolve("archipel.log");
        try {
            return new PlatformLog(file, Files.readAllLines(file).size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines that tell of something that must not happen. */
    List<String> errors() {
        try {
            return Files.readAllLines(file).stream()
                    .skip(begin)
                    .filter(line -> line.contains(" ERROR "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
