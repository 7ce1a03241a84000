package org.archipel.maven;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.MojoExecutionException;

/** Hands packages to the local platform and tells what became of them. */
final class Handover {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final LocalPlatform platform;
    private long logRead;

    Handover(LocalPlatform platform) {
        this.platform = platform;
    }

    /** Where a package is put to be run. */
    Path packageFile() {
        return platform.exchange().resolve("extension.jar");
    }

    /**
     * What became of the package that is there.
     *
     * @param problems why it does not run
     * @param warnings what will not work, or is unwise
     */
    record Outcome(String version, boolean runs, List<String> problems, List<String> warnings) {}

    Outcome await() throws IOException, MojoExecutionException {
        String sha256 = sha256(packageFile());
        Path status = platform.exchange().resolve("status.json");
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            if (Files.exists(status)) {
                JsonNode told = JSON.readTree(status.toFile());
                if (told.path("sha256").asText().equals(sha256)) {
                    return outcome(told);
                }
            }
            if (!platform.alive()) {
                throw new MojoExecutionException("the platform ended; see its logs");
            }
            if (System.nanoTime() > end) {
                throw new MojoExecutionException("the platform did not run the extension in time; see its logs");
            }
            pause(10);
        }
    }

    static Outcome outcome(JsonNode told) {
        List<String> problems = texts(told.path("problems"));
        boolean runs = told.path("state").asText().equals("RUNNING");
        if (problems.isEmpty() && !runs) {
            problems.add("it does not run");
        }
        return new Outcome(told.path("version").asText(), runs, problems, texts(told.path("warnings")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What the extension wrote to its log since the last time. */
    List<String> newLog() throws IOException {
        Path log = platform.exchange().resolve("extension.log");
        if (!Files.exists(log) || Files.size(log) == logRead) {
            return List.of();
        }
        byte[] all = Files.readAllBytes(log);
        int from = (int) Math.min(logRead, all.length);
        logRead = all.length;
        return new String(all, from, all.length - from, StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    static void pause(long millis) throws MojoExecutionException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
