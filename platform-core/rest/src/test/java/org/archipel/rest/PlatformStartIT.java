package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.archipel.rest.test.RawHttp;
import org.archipel.rest.test.RawHttp.Answer;
import org.archipel.rest.test.TestPlatform;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformStartIT {
    @Test
    void closedGateAnswersHealthAndRefusesAllElse(@TempDir Path data) {
        try (TestPlatform platform = TestPlatform.start(data, Map.of("archipel.startlevel.ready", "50"))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> platform.http().get("/api/health/live").status() == 200);

            Answer ready = platform.http().get("/api/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().at("/status").asText()).isEqualTo("STARTING");
            assertThat(ready.json().at("/waitingFor/0").asText()).isEqualTo("start level 50");

            Answer other = platform.http().get("/api/jobs");
            assertThat(other.status()).isEqualTo(503);
            assertThat(other.header("Retry-After")).contains("1");
            assertThat(other.header("Content-Type")).contains("application/problem+json");
            assertThat(other.json().at("/retryable").asBoolean()).isTrue();
        }
    }

    @Test
    void opensTheGateWhenAllIsThere(@TempDir Path data) {
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            assertThat(platform.http().get("/api/health/live").body()).isEqualTo("{\"status\":\"ALIVE\"}");
            assertThat(platform.http().get("/api/health").json().at("/status").asText())
                    .isEqualTo("HEALTHY");
            assertThat(platform.http().get("/api/nothing").status()).isEqualTo(404);
        }
    }

    @Test
    void nothingButHealthAndRefusalsIsSeenDuringTheStart(@TempDir Path data) {
        int port = TestPlatform.freePort();
        RawHttp http = new RawHttp(port);
        CompletableFuture<TestPlatform> start = CompletableFuture.supplyAsync(
                () -> TestPlatform.start(data, Map.of(TestPlatform.HTTP_PORT, Integer.toString(port))));
        List<Answer> odd = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .until(() -> {
                    Answer answer = http.get("/api/probes/created");
                    if (answer.status() != 503 && answer.status() != 200
                            || answer.body().startsWith("<")) {
                        odd.add(answer);
                    }
                    return answer.status() == 200;
                });
        try (TestPlatform platform = start.join()) {
            assertThat(odd).isEmpty();
            assertThat(platform.http().get("/api/health/ready").status()).isEqualTo(200);
        }
    }
}
