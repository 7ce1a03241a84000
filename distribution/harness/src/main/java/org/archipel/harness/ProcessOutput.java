package org.archipel.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a platform's process prints and logs. */
final class ProcessOutput {
    private static final int TAIL = 20_000;

    private final Path console;
    private final Path log;

    ProcessOutput(Path console, Path log) {
        this.console = console;
        this.log = log;
    }

    /** All that the process printed. */
    String printed() {
        try {
            return text(console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last of what it printed. */
    String consoleTail() {
        return tail(console);
    }

    /** The last of its log. */
    String logTail() {
        return tail(log);
    }

    /** What the process does, as it tells on its console when it gets the signal for it. */
    String threadDump(Process process) {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            TimeUnit.SECONDS.sleep(1);
        } catch (IOException e) {
            return "(no thread dump: " + e.getMessage() + ")\n";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return consoleTail();
    }

    private static String tail(Path file) {
        try {
            String text = text(file);
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "(nothing in " + file.getFileName() + ")\n";
        }
    }

    /** A character may be half written: it is not worth an exception. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
