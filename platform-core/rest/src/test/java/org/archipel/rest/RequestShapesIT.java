package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A request has the parameters, the body and the characters that its route describes, or it is refused with the reason. */
class RequestShapesIT {
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

    private static void assertRefused(Answer answer, int status, String pointer, String message) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors/0/message").asText()).startsWith(message);
    }

    @Test
    void queryParametersThatAreThereTwiceAreRefused() {
        assertRefused(http.get("/api/probes?limit=1&limit=2"), 400, "/limit", "must be there once only");
    }

    @Test
    void unknownQueryParametersAreRefused() {
        assertRefused(http.get("/api/probes/7?dryrun=true"), 400, "/dryrun", "is not a parameter");
        assertRefused(http.get("/api/probes?limit=1&colour=red"), 400, "/colour", "is not a parameter");
        assertThat(http.get("/api/probes?limit=1&cursor=&q=&sort=&mood=CALM").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/probes?q=%", "/api/probes?q=%zz", "/api/probes?q=%4", "/api/health?%", "/nothing?%"})
    void brokenEscapesAreRefused(String path) {
        Answer answer = http.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/code").asText()).isEqualTo("VALIDATION_ERROR");
    }

    @Test
    void aZeroCharacterIsRefused() {
        assertRefused(http.get("/api/probes?q=a%00b"), 400, "/q", "must not have the character U+0000");
        assertRefused(
                http.post("/api/probes", "{\"name\":\"a\\u0000b\"}"), 400, "/name", "must not have the character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "<", "|", "^", "`", "{x}", "[x]", "\\", "#"})
    void charactersThatWantEncodingDoNoHarm(String text) {
        assertThat(http.get("/api/probes?q=" + text).status()).isEqualTo(200);
        Answer refused = http.get("/api/probes?q=" + text + "&limit=many");
        assertThat(refused.status()).as(refused.toString()).isIn(200, 400);
        Answer sorted = http.get("/api/probes?sort=" + text);
        assertThat(sorted.status()).as(sorted.toString()).isIn(200, 400);
        assertThat(sorted.body()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1}; /a; is not a field of this object",
                "{; ; is not well-formed JSON",
                "[]; ; must be an object",
                "1; ; must be an object",
            })
    void aBodyWhereNoneIsTakenIsRefused(String body, String pointer, String message) {
        assertRefused(http.post("/api/probes/quiet", body), 400, pointer == null ? "" : pointer, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", " { } "})
    void anEmptyBodyWhereNoneIsTakenIsFine(String body) {
        assertThat(http.post("/api/probes/quiet", body).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{\"name\":\"a\",\"parts\":[null]}; /parts/0; must not be null",
                "{\"name\":\"a\",\"count\":\"\"}; /count; must be a whole number",
                "{\"name\":\"a\",\"count\":\" \"}; /count; must be a whole number",
                "{\"name\":\"a\",\"mood\":\"\"}; /mood; must be one of",
                "{\"name\":\"a\",\"at\":1}; /at; must be a time",
                "{\"name\":\"a\",\"at\":1.5}; /at; must be a time",
                "{\"name\":\"a\",\"at\":\"\"}; /at; must be a time",
                "{\"name\":\"a\",\"at\":\"+10000-01-01T00:00:00Z\"}; /at; must be a time",
                "{\"name\":\"a\",\"at\":\"-0001-01-01T00:00:00Z\"}; /at; must be a time",
            })
    void valuesThatAreNoneAreRefused(String body, String pointer, String message) {
        assertRefused(http.post("/api/probes", body), 400, pointer, message);
    }

    @Test
    void timesOutOfRangeInTheQueryAreRefused() {
        assertRefused(http.get("/api/probes?since=%2B999999999-12-31T23:59:59Z"), 400, "/since", "must be a time");
        assertRefused(http.get("/api/probes?since=-999999999-01-01T00:00:00Z"), 400, "/since", "must be a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800", "\\ud800\\ud800", "\\\\\\ud83d"})
    void halfCharactersAreRefused(String text) {
        assertRefused(http.post("/api/probes", "{\"name\":\"" + text + "\"}"), 400, "", "has one half of a character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\ude00", "\\\\ud800", "\ud83d\ude00", "\\u00e9"})
    void wholeCharactersAreTaken(String text) {
        assertThat(http.post("/api/probes", "{\"name\":\"" + text + "\"}").status())
                .isEqualTo(201);
    }

    @Test
    void bodiesAreUtf8() {
        for (byte[] body : new byte[][] {
            "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16),
            "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
            {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'}
        }) {
            Answer answer = http.send("POST", "/api/probes", body, "Content-Type: application/json");
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        }
        String good = "{\"name\":\"\u00e9\"}";
        assertThat(http.send("POST", "/api/probes", good, "Content-Type: application/json; charset=UTF-8")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "\"utf 8\"", ""})
    void unknownEncodingsAreRefused(String charset) {
        Answer answer = http.send(
                "POST", "/api/probes", "{\"name\":\"a\"}", "Content-Type: application/json; charset=" + charset);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(415);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void mediaTypesThatAreTakenAreNamed() {
        Answer upload = http.send("POST", "/api/probes/upload", "x", "Content-Type: text/plain");
        assertThat(upload.status()).isEqualTo(415);
        assertThat(upload.json().at("/detail").asText()).contains("application/octet-stream");
    }

    @Test
    void optionsNamesTheMethodsOfThePath() {
        Answer answer = http.send("OPTIONS", "/api/probes", (String) null);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS, POST");
        assertThat(http.send("OPTIONS", "/api/nothing", (String) null).status()).isEqualTo(404);
    }
}
