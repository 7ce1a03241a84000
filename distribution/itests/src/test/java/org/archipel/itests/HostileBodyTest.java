package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are malformed, of the wrong type, out of range, too deep or too large. */
class HostileBodyTest extends HostileRequests {
    private static final int BODY_LIMIT = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "nonsense",
                "{\"email\":}",
                "{'email':'a'}",
                "{\"email\":\"a\",}",
                "{\"email\":\"a\"} {}",
                "\u0000",
                "{\"email\":NaN}",
                "{\"email\":\"\\ud800\"",
                "/* none */ {}",
                "{\"email\":0123}"
            })
    void malformedJson(String body) {
        refused(admin.post(USERS, body), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"text\"", "1", "true", "[{}]"})
    void jsonOfAnotherShape(String body) {
        refused(admin.post(USERS, body), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "/email|{\"email\":1}",
                "/email|{\"email\":[\"a\"]}",
                "/roles|{\"roles\":\"VIEWER\"}",
                "/roles/0|{\"roles\":[{}]}",
                "/status|{\"status\":\"NO_SUCH\"}",
                "/status|{\"status\":0}",
                "/surprise|{\"email\":\"a@b.c\",\"displayName\":\"A\",\"surprise\":1}",
                "/~1a~0b|{\"email\":\"a@b.c\",\"displayName\":\"A\",\"/a~b\":1}",
            })
    void wrongTypesAndUnknownFieldsAreNamed(String pointer, String body) {
        JsonNode problem = refused(admin.post(USERS, body), 400);
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void nestedUnknownFieldsAreNamed() {
        JsonNode problem = refused(
                admin.post(KEYS, "{\"name\":\"k\",\"rateLimit\":{\"requestsPerMinute\":1,\"surprise\":2}}"), 400);
        assertThat(problem.at("/errors/0/pointer").asText()).startsWith("/rateLimit/");
    }

    @Test
    void aFieldMayAppearOnce() {
        assertThat(refused(admin.post(USERS, "{\"email\":\"a@b.c\",\"email\":\"d@e.f\"}"), 400)
                        .toString())
                .contains("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "99999999999999999999999999999999999999",
                "-9223372036854775809",
                "1.5",
                "\"soon\"",
                "1e2147483647"
            })
    void numbersOutOfRange(String number) {
        refused(admin.post(KEYS, "{\"name\":\"k\",\"quotaLimit\":" + number + "}"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775807", "86400000000"})
    void overlapsOutOfRange(String seconds) {
        String id = newKey().path("id").asText();
        refused(admin.post(KEYS + "/" + id + "/rotate", "{\"overlapSeconds\":" + seconds + "}"), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "now"})
    void timesOutOfRange(String time) {
        refused(admin.post(KEYS, Map.of("name", "k", "expiresAt", time)), 400);
    }

    @Test
    void deepJson() {
        refused(admin.post(USERS, "{\"email\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"), 400);
        refused(admin.put("/api/records/thing/1", "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000)), 400);
    }

    @Test
    void longTexts() {
        String text = "x".repeat(BODY_LIMIT / 2);
        refused(admin.post(USERS, Map.of("email", text + "@example.org", "displayName", "a")), 400);
        refused(admin.post(USERS, Map.of("email", "long@example.org", "displayName", text)), 400);
        refused(admin.post(KEYS, Map.of("name", text)), 400);
        refused(admin.post("/api/roles", Map.of("name", text, "permissions", List.of("records:read"))), 400);
        refused(admin.post("/api/integrations", Map.of("name", text, "connectorId", "http")), 400);
    }

    @Test
    void controlCharactersInNames() {
        refused(admin.post(USERS, Map.of("email", "zero@example.org", "displayName", "a\u0000b")), 400);
    }

    @Test
    void largeBodies() {
        refused(admin.post(USERS, Map.of("email", "x".repeat(BODY_LIMIT + 1))), 413);
        // Without a length that could be looked at first.
        var endless = BodyPublishers.fromPublisher(BodyPublishers.ofString("\"" + "x".repeat(2 * BODY_LIMIT)));
        refused(admin.send("POST", USERS, endless, Map.of("Content-Type", "application/json")), 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Api-Key: wrong", "X-Api-Key: %s", "X-Other: 1"})
    void whoSendsAllBeforeReadingSeesTheRefusal(String header) {
        int length = 20 * BODY_LIMIT;
        String key = tenant.newKey(Tenant.ADMIN, Map.of()).path("key").asText();
        Answer answer = RawHttp.exchange(
                platform.process().url(),
                "POST " + USERS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + String.format(header, key) + "\r\nContent-Length: " + length + "\r\n\r\n"
                        + "x".repeat(length) + "GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        refused(answer, 413);
        assertThat(answer.headers()).containsEntry("Connection", "close");
        assertThat(answer.text()).doesNotContain("HTTP/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x", "*/*", "nonsense", "a/b/c"})
    void wrongMediaTypes(String type) {
        refused(admin.json("POST", USERS, "{}", Map.of("Content-Type", type)), 415);
    }
}
