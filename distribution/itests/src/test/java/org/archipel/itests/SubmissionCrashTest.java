package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process is killed some time after a submission began: while the package comes in, between two checks, in the trial in the
 * scratch container. Started again, the submission is whole or not there, its checks end by themselves, and nothing is left over.
 * The normal run kills twice, the Maven profile {@code slow} many times, spread over the time that a submission takes.
 */
class SubmissionCrashTest {
    private static final Duration CONVERGENCE = Duration.ofMinutes(3);
    private static final int NORMAL_RUN = 5;

    @TempDir
    static Path folder;

    private static PlatformProcess platform;
    private static RestClient administrator;
    private static PackagePublisher publisher;

    @BeforeAll
    static void start() {
        platform =
                PlatformProcess.of(Distribution.folder(), folder).withTrials().start();
        administrator = RestClient.withKey(platform.url(), platform.bootstrapKey());
        publisher = PackagePublisher.register(administrator, administrator);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** Milliseconds, closer to each other at the beginning, where more happens. */
    static List<Integer> delays() {
        int kills = Integer.getInteger("archipel.test.kills", NORMAL_RUN);
        return kills <= NORMAL_RUN
                ? List.of(60, 2500)
                : IntStream.range(0, kills).mapToObj(i -> 5 + i * i * 9).toList();
    }

    @ParameterizedTest
    @MethodSource("delays")
    void theSubmissionEndsByItselfAfterADeath(int delay) throws InterruptedException {
        String id = "org.example.crash.after" + delay;
        byte[] content = PackageMaker.good(id).bytes();
        CompletableFuture<?> answer = CompletableFuture.runAsync(() -> publisher.submit(content));
        long pid = platform.pid();
        TimeUnit.MILLISECONDS.sleep(delay);

        platform.kill();
        answer.exceptionally(connectionDied -> null).join();
        platform.start();

        String submission = find(id).map(found -> found.path("id").asText())
                .orElseGet(
                        () -> publisher.submit(content).expect(201).path("id").asText());
        await().atMost(CONVERGENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> get(submission).path("reviewStatus").asText().equals("IN_REVIEW"));
        List<String> checks = new ArrayList<>();
        get(submission)
                .path("checks")
                .forEach(check -> checks.add(check.path("name").asText()));
        assertThat(checks).doesNotHaveDuplicates().contains("package-gate", "licence", "compatibility-run");
        publisher.approve(submission).expect(200);
        // Containers end by themselves once they miss their platform, and the trial's folder goes after its verdict is
        // told.
        await().atMost(CONVERGENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    assertThat(stored()).isEqualTo(submitted());
                    assertThat(containersOf(pid)).isEmpty();
                    assertThat(files(platform.data().resolve("scratch"))).isEmpty();
                });
    }

    private static JsonNode get(String submission) {
        return administrator.get("/api/marketplace/submissions/" + submission).expect(200);
    }

    private static Optional<JsonNode> find(String extensionId) {
        for (JsonNode item : all()) {
            if (item.path("extensionId").asText().equals(extensionId)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private static JsonNode all() {
        return administrator
                .get("/api/marketplace/submissions?limit=500")
                .expect(200)
                .path("items");
    }

    private static Set<String> submitted() {
        Set<String> digests = new TreeSet<>();
        all().forEach(item -> digests.add(item.path("packageHash").asText()));
        return digests;
    }

    private static Set<String> stored() {
        return files(platform.data().resolve("packages")).stream()
                .map(file -> file.getFileName().toString().replace(".jar", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Scratch containers that the process started and did not take with it. */
    private static List<Long> containersOf(long pid) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("-Darchipel.exit.with=" + pid))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static List<Path> files(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
