package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.harness.OwnDisks;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk: what needs room is refused with the reason and leaves nothing, the rest works, and all does when there is room again. */
class FullDiskTest {
    private static final int KILOBYTES = 2_000;
    private static final int WAIT_SECONDS = 60;

    @TempDir
    static Path folder;

    private static PlatformProcess platform;
    private static RestClient client;
    private static PackagePublisher publisher;
    private static Marketplace marketplace;

    @BeforeAll
    static void start() {
        assumeTrue(OwnDisks.available(), "a process cannot have disks of its own here");
        platform = PlatformProcess.of(Distribution.folder(), folder)
                .disk("packages", KILOBYTES)
                .disk("prepared", KILOBYTES)
                .start();
        client = RestClient.withKey(platform.url(), platform.bootstrapKey());
        publisher = PackagePublisher.register(client, client);
        marketplace = new Marketplace(client, Samples.PLACE_INSIGHTS);
        publisher.publish(Samples.placeInsights("1.0.0"));
        publisher.publish(Samples.placeInsights("1.1.0"));
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void anUploadIsRefusedAndTakenWhenThereIsRoomAgain() {
        byte[] content = PackageMaker.good("org.example.fulldisk").bytes();
        Set<Path> before = files("packages");
        int submissions = submissions();
        Path ballast = fill("packages");

        Answer refused = publisher.submit(content);

        assertThat(refused.status()).as(refused.text()).isEqualTo(507);
        assertThat(refused.headers().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.body().path("detail").asText()).contains("cannot take the package");
        assertThat(submissions()).isEqualTo(submissions);
        empty(ballast);
        assertThat(files("packages")).isEqualTo(before);
        publisher.submit(content).expect(201);
    }

    @Test
    void anUpgradeFailsWithTheReasonAndTheOldVersionWorksOn() {
        marketplace.install("1.0.0", WAIT_SECONDS).expect(200);
        Path ballast = fill("prepared");

        Answer failed = marketplace.upgrade("1.1.0", WAIT_SECONDS);

        assertThat(failed.status()).as(failed.text()).isEqualTo(422);
        assertThat(failed.body().path("detail").asText()).contains("phase PREPARED failed", "is there room?");
        JsonNode installation = marketplace.installation().expect(200);
        assertThat(installation.path("version").asText()).isEqualTo("1.0.0");
        assertThat(installation.path("actualState").asText()).isEqualTo("ACTIVE");
        assertThat(marketplace.call("version").expect(200).toString()).contains("1.0.0");
        empty(ballast);
        marketplace.upgrade("1.1.0", WAIT_SECONDS).expect(200);
        assertThat(marketplace.call("version").expect(200).toString()).contains("1.1.0");
    }

    /** Leaves no byte free; the file that takes them. */
    private static Path fill(String disk) {
        Path ballast = platform.seen(disk).resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] page = new byte[4096];
            for (int i = 0; i <= KILOBYTES; i++) {
                out.write(page);
            }
        } catch (IOException full) {
            return ballast;
        }
        throw new IllegalStateException("the disk has no end");
    }

    private static void empty(Path ballast) {
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Path> files(String disk) {
        try (Stream<Path> files = Files.walk(platform.seen(disk))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int submissions() {
        return client.get("/api/marketplace/submissions?limit=500")
                .expect(200)
                .path("items")
                .size();
    }
}
