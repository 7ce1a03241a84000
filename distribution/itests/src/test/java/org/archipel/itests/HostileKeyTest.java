package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers without a key, with one that is no longer good, or with one in the wrong place. */
class HostileKeyTest extends HostileRequests {
    @ParameterizedTest
    @CsvSource({
        "POST,/api/users,text/plain,*/*",
        "PUT,/api/users/x,image/png,*/*",
        "DELETE,/api/users/x,text/plain,*/*",
        "POST,/api/users,application/json,image/png",
        "GET,/api/users,,image/png"
    })
    void whoIsUnknownIsToldSoFirst(String method, String path, String type, String accepted) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", accepted));
        if (type != null) {
            headers.put("Content-Type", type);
        }
        var body = type == null ? BodyPublishers.noBody() : BodyPublishers.ofString("{}");
        refused(platform.anonymous().send(method, path, body, headers), 401);
        refused(platform.anonymous().as("ark_junk_junk").send(method, path, body, headers), 401);
        assertThat(admin.send(method, path, body, headers).status()).isIn(406, 415);
    }

    @Test
    void revokedRotatedAndExpiredKeys() {
        JsonNode revoked = newKey();
        admin.delete(KEYS + "/" + revoked.path("id").asText()).expectSuccess();
        unknownKey(revoked.path("key").asText());

        JsonNode rotated = newKey();
        JsonNode next = admin.post(KEYS + "/" + rotated.path("id").asText() + "/rotate", Map.of("overlapSeconds", 0))
                .expect(201);
        unknownKey(rotated.path("key").asText());
        assertThat(admin.as(next.path("key").asText()).get("/api/auth/me").status())
                .isEqualTo(200);

        JsonNode expiring = tenant.newKey(
                Tenant.ADMIN, Map.of("expiresAt", Instant.now().plusSeconds(5).toString()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> unknownKey(expiring.path("key").asText()));
    }

    @Test
    void damagedKeys() {
        String key = newKey().path("key").asText();
        unknownKey(key.substring(0, key.length() - 1));
        unknownKey(key + "x");
        unknownKey(key.toUpperCase(Locale.ROOT));
        unknownKey("ark_" + "0".repeat(5_000));
        unknownKey("' OR 1=1 --");
    }

    @Test
    void keysInWrongPlaces() {
        String key = newKey().path("key").asText();
        RestClient anonymous = platform.anonymous();
        refused(anonymous.get("/api/auth/me?key=" + key + "&api_key=" + key + "&access_token=" + key), 401);
        for (Map.Entry<String, String> header : List.of(
                Map.entry("Authorization", "Basic " + key),
                Map.entry("Authorization", key),
                Map.entry("Authorization", "Bearer"),
                Map.entry("Authorization", "Bearer  "),
                Map.entry("Cookie", "key=" + key),
                Map.entry("X-Key", key))) {
            Answer answer = anonymous.send(
                    "GET", "/api/auth/me", BodyPublishers.noBody(), Map.of(header.getKey(), header.getValue()));
            refused(answer, 401);
            assertThat(answer.headers()).containsKey("WWW-Authenticate");
        }
    }

    private static void unknownKey(String key) {
        JsonNode problem = refused(platform.anonymous().as(key).get("/api/auth/me"), 401);
        assertThat(problem.toString()).doesNotContain(key);
    }
}
