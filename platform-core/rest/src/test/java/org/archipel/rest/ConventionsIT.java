package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.archipel.rest.test.RawHttp;
import org.archipel.rest.test.RawHttp.Answer;
import org.archipel.rest.test.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conventions of the API, seen from outside by plain HTTP. */
class ConventionsIT {
    private static final String GOOD = "{\"name\":\"a\",\"mood\":\"CALM\",\"count\":1}";

    @TempDir
    static Path data;

    static TestPlatform platform;
    static RawHttp http;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startReady(data);
        http = platform.http();
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.json().at("/code").asText()).isEqualTo(code);
        assertThat(answer.json().at("/title").asText()).isNotEmpty();
        assertThat(answer.json().at("/timestamp").asText()).endsWith("Z");
        assertThat(answer.header("X-Request-Id"))
                .contains(answer.json().at("/requestId").asText());
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body()).doesNotContain("Exception", "org.archipel", "at java", "secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{\"name\":\"a\",\"colour\":1}; /colour; is not a field of this object",
                "{\"name\":\"a\",\"parts\":[{\"label\":\"x\",\"size\":1}]}; /parts/0/size; is not a field of this"
                        + " object",
                "{\"name\":\"a\",\"count\":\"many\"}; /count; must be a whole number within its range",
                "{\"name\":\"a\",\"count\":\"1\"}; /count; must be a whole number within its range",
                "{\"name\":\"a\",\"count\":1.5}; /count; must be a whole number within its range",
                "{\"name\":\"a\",\"count\":99999999999}; /count; must be a whole number within its range",
                "{\"name\":7}; /name; must be a text",
                "{\"name\":{\"a\":1}}; /name; must be a text",
                "{\"name\":\"a\",\"mood\":\"SAD\"}; /mood; must be one of [CALM, WILD]",
                "{\"name\":\"a\",\"mood\":1}; /mood; must be one of [CALM, WILD]",
                "{\"name\":\"a\",\"parts\":{}}; /parts; must be an array",
                "{\"name\":\"a\",\"labels\":{\"a/b\":[1]}}; /labels/a~1b; must be a text",
                "[]; ; must be an object",
                "\"x\"; ; must be an object",
                "{}; /name; is required",
                "{\"name\":\"a\",\"parts\":[{\"weight\":1}]}; /parts/0/label; is required",
                "{\"name\":null}; ; name is required",
                "null; ; is required",
                "{\"name\":\"a\"} {}; ; has more text behind its end",
            })
    void unacceptableBodiesArePointedAt(String body, String pointer, String message) {
        Answer answer = http.post("/api/probes", body);
        assertProblem(answer, 400, "VALIDATION_ERROR");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(answer.json().at("/errors/0/message").asText()).isEqualTo(message);
    }

    @Test
    void malformedJsonIsRefusedWithItsPlace() {
        Answer answer = http.post("/api/probes", "{\"name\":");
        assertProblem(answer, 400, "VALIDATION_ERROR");
        assertThat(answer.json().at("/errors/0/message").asText()).startsWith("is not well-formed JSON at line 1");
        assertProblem(http.post("/api/probes", "{name:1}"), 400, "VALIDATION_ERROR");
        assertProblem(http.post("/api/probes", ""), 400, "VALIDATION_ERROR");
    }

    @Test
    void duplicateFieldsAreRefused() {
        Answer answer = http.post("/api/probes", "{\"name\":\"a\",\"name\":\"b\"}");
        assertProblem(answer, 400, "VALIDATION_ERROR");
        assertThat(answer.json().at("/errors/0/message").asText()).startsWith("has a field twice");
    }

    @Test
    void extremeDocumentsAreRefused() {
        String deep = "{\"name\":\"a\",\"parts\":" + "[".repeat(50_000);
        assertProblem(http.post("/api/probes", deep), 400, "VALIDATION_ERROR");
        String longNumber = "{\"name\":\"a\",\"count\":" + "9".repeat(5000) + "}";
        assertProblem(http.post("/api/probes", longNumber), 400, "VALIDATION_ERROR");
    }

    @Test
    void goodBodyIsTaken() {
        Answer answer = http.post("/api/probes", GOOD);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).get().asString().contains("/api/probes/");
    }

    @Test
    void tooLongBodiesAreRefusedWhetherAnnouncedOrNot() {
        String body = "{\"name\":\"" + "x".repeat(1024 * 1024) + "\"}";
        assertProblem(http.post("/api/probes", body), 413, "VALIDATION_ERROR");
        String chunked =
                "POST /api/probes HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n" + body
                        + "\r\n0\r\n\r\n";
        assertProblem(http.raw(chunked), 413, "VALIDATION_ERROR");
    }

    @Test
    void uploadsHaveTheirOwnLimit() {
        String type = "Content-Type: application/octet-stream";
        Answer answer = http.send("POST", "/api/probes/upload", "x".repeat(2_000_000), type);
        assertThat(answer.json().at("/name").asText()).isEqualTo("2000000");
        assertProblem(http.send("POST", "/api/probes/upload", "x".repeat(3_000_001), type), 413, "VALIDATION_ERROR");
    }

    @Test
    void failuresHaveTheirStatusAndCode() {
        assertProblem(http.get("/api/probes/failures/missing"), 404, "NOT_FOUND");
        assertProblem(http.get("/api/probes/failures/bug"), 500, "SYSTEM_ERROR");
        assertProblem(http.get("/api/probes/failures/error"), 500, "SYSTEM_ERROR");
        assertProblem(http.get("/api/probes/broken"), 500, "SYSTEM_ERROR");

        Answer outage = http.get("/api/probes/failures/outage");
        assertProblem(outage, 503, "SYSTEM_ERROR");
        assertThat(outage.header("Retry-After")).contains("5");

        Answer away = http.get("/api/probes/failures/away");
        assertProblem(away, 502, "CONNECTION_FAILED");
        assertThat(away.header("Retry-After")).contains("2");
        assertThat(away.json().at("/retryAfter").asInt()).isEqualTo(2);

        Answer anonymous = http.get("/api/probes/failures/anonymous");
        assertProblem(anonymous, 401, "AUTHENTICATION_ERROR");
        assertThat(anonymous.header("WWW-Authenticate")).contains("Bearer realm=\"archipel\"");
    }

    @Test
    void httpRefusalsAreProblemDocuments() {
        assertProblem(http.get("/api/nothing"), 404, "NOT_FOUND");
        assertProblem(http.get("/nothing"), 404, "NOT_FOUND");
        assertProblem(http.get("/_whiteboard"), 404, "NOT_FOUND");
        assertProblem(http.get("/%5Fwhiteboard"), 404, "NOT_FOUND");

        Answer method = http.send("DELETE", "/api/health", (String) null);
        assertProblem(method, 405, "VALIDATION_ERROR");
        assertThat(method.header("Allow")).get().asString().contains("GET");

        assertProblem(http.get("/api/probes", "Accept: text/csv"), 406, "VALIDATION_ERROR");
        assertProblem(http.send("POST", "/api/probes", GOOD, "Content-Type: text/plain"), 415, "VALIDATION_ERROR");
    }

    @Test
    void refusalsBeforeAnyServletAreProblemDocuments() {
        assertProblem(http.raw("GET / HTTP/1.1\r\n\r\n"), 400, "VALIDATION_ERROR");
        assertProblem(http.raw("nonsense\r\n\r\n"), 400, "VALIDATION_ERROR");
        assertProblem(
                http.raw("GET /api/../../x%2e%2e/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                400,
                "VALIDATION_ERROR");
        assertProblem(http.raw("GET /" + "x".repeat(40_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), 414, "VALIDATION_ERROR");
        assertProblem(
                http.raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(40_000) + "\r\n\r\n"),
                431,
                "VALIDATION_ERROR");
    }

    @Test
    void badParametersArePointedAt() {
        Answer mood = http.get("/api/probes?mood=SAD");
        assertProblem(mood, 400, "VALIDATION_ERROR");
        assertThat(mood.json().at("/errors/0/pointer").asText()).isEqualTo("/mood");
        assertProblem(http.get("/api/probes/abc"), 400, "VALIDATION_ERROR");
    }

    @Test
    void requestIdIsTakenWhenSafeElseMade() {
        Answer given = http.get("/api/probes/sight", "X-Request-Id: my-request-0001");
        assertThat(given.header("X-Request-Id")).contains("my-request-0001");
        assertThat(given.json().at("/requestId").asText()).isEqualTo("my-request-0001");
        assertThat(given.json().at("/address").asText()).isEqualTo("127.0.0.1");

        Answer unsafe = http.get("/api/probes/sight", "X-Request-Id: <script>alert(1)</script>");
        assertThat(unsafe.header("X-Request-Id")).get().asString().matches("[0-9a-f-]{36}");
        assertThat(unsafe.header("X-Request-Id"))
                .contains(unsafe.json().at("/requestId").asText());
    }

    @Test
    void pagesLeadThroughTheWholeList() {
        int seen = 0;
        String cursor = "";
        do {
            Answer page = http.get("/api/probes?limit=50" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.status()).isEqualTo(200);
            seen += page.json().at("/items").size();
            cursor = page.json().at("/nextCursor").asText("");
        } while (!cursor.isEmpty());
        assertThat(seen).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,/limit",
        "limit=501,/limit",
        "limit=x,/limit",
        "sort=colour,/sort",
        "cursor=abc,/cursor",
        "cursor=***,/cursor"
    })
    void badPagingIsPointedAt(String query, String pointer) {
        Answer answer = http.get("/api/probes?" + query);
        assertProblem(answer, 400, "VALIDATION_ERROR");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void cursorOfAnotherOrderIsRefused() {
        String cursor = http.get("/api/probes?sort=id").json().at("/nextCursor").asText();
        assertThat(http.get("/api/probes?sort=id&cursor=" + cursor).status()).isEqualTo(200);
        assertProblem(http.get("/api/probes?sort=-id&cursor=" + cursor), 400, "VALIDATION_ERROR");
    }

    @Test
    void entityTagsGuardReadsAndChanges() {
        String tag = http.get("/api/probes/7").header("ETag").orElseThrow();
        assertThat(http.get("/api/probes/7", "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(http.get("/api/probes/7", "If-None-Match: \"old\"").status()).isEqualTo(200);

        String json = "Content-Type: application/json";
        assertThat(http.send("PUT", "/api/probes/7", GOOD, json, "If-Match: " + tag)
                        .status())
                .isEqualTo(200);
        assertProblem(http.send("PUT", "/api/probes/7", GOOD, json, "If-Match: \"old\", \"older\""), 412, "CONFLICT");
    }

    @Test
    void everyAnswerIsGuardedAndNamesNoServer() {
        for (Answer answer :
                new Answer[] {http.get("/api/probes/7"), http.get("/api/nothing"), http.raw("x\r\n\r\n")}) {
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("frame-ancestors 'none'");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void twoApplicationsAnswerSideBySide() {
        assertThat(http.get("/second/hello").body()).isEqualTo("hello");
        assertThat(http.get("/api/probes/7").status()).isEqualTo(200);
        assertThat(http.get("/second/hello").status()).isEqualTo(200);
    }
}
