package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.archipel.rest.test.RawHttp.Answer;
import org.archipel.rest.test.TestPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformStartIT {
    @Test
    void answersLiveness(@TempDir Path data) {
        try (TestPlatform platform = TestPlatform.startReady(data)) {
            Answer answer = platform.http().get("/api/health/live");
            assertThat(answer.status()).isEqualTo(200);
            System.out.println(answer);
            System.out.println(platform.http().get("/api/health"));
            System.out.println(platform.http().get("/api/nothing"));
            System.out.println(platform.http().get("/nothing"));
            System.out.println(platform.http().raw("GET / HTTP/1.1\r\n\r\n"));
            System.out.println(platform.http().raw("GET /" + "x".repeat(40000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
            System.out.println(
                    platform.http().raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(40000) + "\r\n\r\n"));
            System.out.println(platform.http().send("DELETE", "/api/health", null));
        }
    }
}
