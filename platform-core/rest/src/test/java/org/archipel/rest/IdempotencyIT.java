package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.archipel.rest.test.RawHttp;
import org.archipel.rest.test.RawHttp.Answer;
import org.archipel.rest.test.TestPlatform;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyIT {
    private static final String BODY = "{\"name\":\"a\",\"count\":1}";

    @TempDir
    Path data;

    @Test
    void repetitionsGetTheFirstAnswerEvenAfterRestart() {
        String key = newKey();
        Answer first;
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            RawHttp http = platform.http();
            first = http.post("/api/probes", BODY, key);
            assertThat(first.status()).isEqualTo(201);
            assertThat(first.header("Idempotency-Replayed")).isEmpty();
            assertRepeated(first, http.post("/api/probes", BODY, key));
            assertThat(created(http)).isEqualTo(1);

            assertThat(http.post("/api/probes", BODY.replace("1", "2"), key).status())
                    .isEqualTo(422);
            assertThat(http.post("/api/probes?dryRun=true", BODY, key).status()).isEqualTo(422);
            assertThat(http.post("/api/probes", BODY, newKey()).status()).isEqualTo(201);
            assertThat(http.post("/api/probes", BODY).status()).isEqualTo(201);
            assertThat(created(http)).isEqualTo(3);
        }
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            assertRepeated(first, platform.http().post("/api/probes", BODY, key));
            assertThat(created(platform.http())).isZero();
        }
    }

    @Test
    void answersWithoutBodyAndUploadsAreRepeated() {
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            RawHttp http = platform.http();
            String quiet = newKey();
            assertThat(http.post("/api/probes/quiet", "", quiet).status()).isEqualTo(204);
            assertThat(http.post("/api/probes/quiet", "", quiet).header("Idempotency-Replayed"))
                    .contains("true");
            assertThat(created(http)).isEqualTo(1);

            String upload = newKey();
            String type = "Content-Type: application/octet-stream";
            String content = "x".repeat(2_000_000);
            Answer first = http.send("POST", "/api/probes/upload", content, type, upload);
            assertRepeated(first, http.send("POST", "/api/probes/upload", content, type, upload));
            assertThat(http.send("POST", "/api/probes/upload", content + "y", type, upload)
                            .status())
                    .isEqualTo(422);
            assertThat(created(http)).isEqualTo(2);
        }
    }

    @Test
    void keyOfARequestWithoutEffectMayBeUsedAgain() {
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            RawHttp http = platform.http();
            String key = newKey();
            assertThat(http.post("/api/probes", "{\"colour\":1}", key).status()).isEqualTo(400);
            assertThat(http.post("/api/probes", BODY, key).status()).isEqualTo(201);

            String failing = newKey();
            assertThat(http.post("/api/probes/failing", "", failing).status()).isEqualTo(500);
            assertThat(http.post("/api/probes/failing", "", failing).status()).isEqualTo(500);
            assertThat(created(http)).isEqualTo(3);
            assertThat(http.post("/api/probes", BODY, "Idempotency-Key: a b").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void ofManyAtOnceOneRuns() {
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            RawHttp http = platform.http();
            String key = newKey();
            ExecutorService clients = Executors.newFixedThreadPool(12);
            List<CompletableFuture<Answer>> answers = IntStream.range(0, 12)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> http.post("/api/probes/slow", BODY, key), clients))
                    .toList();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            answers.stream().filter(CompletableFuture::isDone).count() >= 1);
            http.send("DELETE", "/api/probes/slow", (String) null);
            List<Integer> statuses =
                    answers.stream().map(answer -> answer.join().status()).toList();
            clients.shutdown();
            assertThat(statuses).contains(200, 409).containsOnly(200, 409);
            assertThat(created(http)).isEqualTo(1);
            answers.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() == 409)
                    .forEach(answer -> assertThat(answer.header("Retry-After")).contains("1"));
        }
    }

    private static int created(RawHttp http) {
        return http.get("/api/probes/created").json().at("/number").asInt();
    }

    private static void assertRepeated(Answer first, Answer repetition) {
        assertThat(repetition.status()).isEqualTo(first.status());
        assertThat(repetition.body()).isEqualTo(first.body());
        assertThat(repetition.header("Location")).isEqualTo(first.header("Location"));
        assertThat(repetition.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(repetition.header("Idempotency-Replayed")).contains("true");
    }

    private static String newKey() {
        return "Idempotency-Key: " + UUID.randomUUID();
    }
}
