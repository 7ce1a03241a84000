package org.archipel.development.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What became of a package.
 *
 * @param sha256 which package
 * @param state {@code RUNNING}, {@code REFUSED} by the gate, or {@code FAILED} to start; then what ran before goes on
 * @param problems for people: why it does not run; none of one that runs
 * @param warnings for people: what the gate found that does not keep it from running
 * @param millis how long it took
 */
record Status(String sha256, String version, State state, List<String> problems, List<String> warnings, long millis) {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum State {
        RUNNING,
        REFUSED,
        FAILED
    }

    static void write(Path file, Status status) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(fresh, JSON.writeValueAsBytes(status));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
