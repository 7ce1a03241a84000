package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The SDK's scripts, run as an extension developer runs them; what they tell goes to a folder. */
record SdkScripts(Path folder) {
    private static final Path SAMPLES =
            Path.of("..", "..", "extensions-sdk", "samples").toAbsolutePath().normalize();
    private static final long MINUTES = 8;

    /** Runs a script that has to succeed; what it told. */
    String run(String script, String... arguments) throws IOException, InterruptedException {
        Ended ended = end(script, arguments);
        assertThat(ended.code()).as(ended.told()).isZero();
        return ended.told();
    }

    /** How a script ended, and what it told; -1 if it did not end in time. */
    record Ended(int code, String told) {}

    Ended end(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SAMPLES.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(folder, script, ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
        }
        return new Ended(ended ? process.exitValue() : -1, Files.readString(log));
    }
}
