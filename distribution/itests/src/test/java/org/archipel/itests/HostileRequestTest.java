package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad requests are refused with a problem document that says what is wrong, and leave the platform as it was. */
class HostileRequestTest {
    private static final String KEYS = "/api/api-keys";
    private static final String USERS = "/api/users";
    private static final int BODY_LIMIT = 1024 * 1024;

    private static SharedPlatform platform;
    private static PlatformLog log;
    private static Tenant tenant;
    private static RestClient admin;

    @BeforeAll
    static void makeOrganization() {
        platform = SharedPlatform.get();
        log = PlatformLog.from(platform);
        tenant = Tenant.create(platform, "hostile-requests");
        admin = tenant.admin();
    }

    @AfterAll
    static void thePlatformIsAsHealthyAsBefore() {
        assertThat(platform.anonymous().get("/api/health/ready").status()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

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
                "/surprise|{\"surprise\":1}",
                "/~1a~0b|{\"/a~b\":1}",
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

    @ParameterizedTest
    @ValueSource(strings = {"%7B%7D", "q%3Fx%23y", "%7Bx%7D"})
    void aRecordIsFoundAtTheAddressThatItsCreationTells(String encodedId) {
        Answer made = admin.put("/api/records/thing/" + encodedId, Map.of("a", 1));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String path = URI.create(made.headers().get("Location")).getRawPath();
        assertThat(admin.get(path).expect(200).path("data").path("a").asInt()).isEqualTo(1);
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
    @ValueSource(
            strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x", "*/*", "nonsense", "a/b/c"})
    void wrongMediaTypes(String type) {
        refused(admin.json("POST", USERS, "{}", Map.of("Content-Type", type)), 415);
    }

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
    void parametersThatARouteDoesNotHave() {
        JsonNode problem = refused(admin.post("/api/integrations/none/sync?dryrun=true", "{}"), 400);
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/dryrun");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "text/html"})
    void notAcceptable(String type) {
        refused(admin.send("GET", USERS, BodyPublishers.noBody(), Map.of("Accept", type)), 406);
    }

    @ParameterizedTest
    @CsvSource({"PATCH,/api/users", "DELETE,/api/users", "PUT,/api/jobs", "POST,/api/health", "BREW,/api/users"})
    void wrongMethods(String method, String path) {
        Answer answer = admin.send(method, path, BodyPublishers.noBody(), Map.of());
        refused(answer, 405);
        assertThat(answer.headers().get("Allow")).contains("GET").doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=501",
                "limit=many",
                "limit=99999999999999",
                "limit=1.5",
                "cursor=nonsense",
                "cursor=%00",
                "cursor=AAAA",
                "cursor=..%2F..",
                "sort=password",
                "sort=-",
                "status=NO_SUCH"
            })
    void badParameters(String query) {
        refused(admin.get(USERS + "?" + query), 400);
    }

    @Test
    void aCursorBelongsToItsList() {
        admin.post(USERS, Map.of("email", "cursor@example.org", "displayName", "c"))
                .expect(201);
        String cursor =
                admin.get(USERS + "?limit=1").expect(200).path("nextCursor").asText();
        assertThat(admin.get(USERS + "?limit=1&cursor=" + cursor).status()).isEqualTo(200);
        refused(admin.get(USERS + "?limit=1&q=other&cursor=" + cursor), 400);
        refused(admin.get(USERS + "?cursor=" + cursor.substring(1)), 400);
        refused(admin.get("/api/records/place/1/history?cursor=" + cursor), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../../etc/passwd",
                "/api/users/../../conf/archipel.properties",
                "/api/users/..%2f..%2fetc%2fpasswd",
                "/api/users/%2e%2e/%2e%2e/x",
                "/docs/../../etc/passwd",
                "/docs/..%2f..%2fetc/passwd",
                "/api/users/%00",
                "/api/users/%zz",
                "/api/users/%c0%ae%c0%ae",
                "//api//users",
                "/api/users/..;/x",
                "/api/users\\..\\x",
                "/api/no-such",
                "/no-such",
                "/",
                "/api/users/%F0%9F%98%80",
                "/api/x/",
                "/api/x/none/any",
                "/api/x/..%2fusers"
            })
    void oddPaths(String path) {
        Answer answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer.status()).as(answer.text()).isIn(400, 401, 404);
        refused(answer, answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n",
                "GET\r\n",
                "GET /api/users\r\n",
                "GET /api/users HTTP/9.9\r\nHost: localhost\r\n",
                "GET /api/users HTTP/1.1\r\n",
                "GET /api/users HTTP/1.1\r\nHost: a b\r\n",
                "GET /api/users HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n",
                "POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n",
                "POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n",
                "POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "POST /api/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "POST /api/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: nonsense\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n"
            })
    void rawGarbage(String head) {
        Answer answer = raw(head);
        assertThat(answer.status()).as(answer.text()).isBetween(400, 505);
        assertThat(Problems.faults(answer))
                .as(answer.text())
                .filteredOn(fault -> answer.status() != 505 || !fault.contains("failure of the server"))
                .isEmpty();
    }

    @Test
    void largeHeadersAndAddresses() {
        String long20k = "x".repeat(20_000);
        refused(raw("GET /api/users HTTP/1.1\r\nHost: localhost\r\nX-Long: " + long20k + "\r\n"), 431);
        Answer answer = raw("GET /api/users?q=" + long20k + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(answer.status()).isIn(414, 431);
        refused(answer, answer.status());
    }

    @Test
    void clientsThatGoAwayHarmNothing() {
        String head = "POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Api-Key: "
                + newKey().path("key").asText() + "\r\nContent-Length: 1000\r\n\r\n{\"email\":";
        for (int i = 0; i < 20; i++) {
            RawHttp.abandon(platform.process().url(), head);
        }
        assertThat(admin.get(USERS).status()).isEqualTo(200);
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
        unknownKey(key.toUpperCase(java.util.Locale.ROOT));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "id with spaces",
                "id-<script>alert(1)</script>",
                "\u00e4\u00f6\u00fc-\u00e4\u00f6\u00fc-id",
                "%0d%0aX-Bad:%201",
                "${jndi:ldap://a}"
            })
    void unsafeRequestIdsAreReplaced(String wanted) {
        Answer answer = raw("GET /api/auth/me HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + wanted + "\r\n");
        refused(answer, 401);
        assertThat(answer.headers().get("X-Request-Id")).isNotEqualTo(wanted).matches("[A-Za-z0-9._:-]{8,64}");
    }

    @Test
    void anIdempotencyKeyIsForOneRequest() {
        Map<String, String> headers = Map.of("Idempotency-Key", "hostile-1");
        String body = "{\"email\":\"once@example.org\",\"displayName\":\"Once\"}";
        Answer first = admin.json("POST", USERS, body, headers);
        Answer again = admin.json("POST", USERS, body, headers);
        assertThat(again.body()).isEqualTo(first.expect(201));
        refused(admin.json("POST", USERS, body.replace("Once", "Twice"), headers), 422);
        refused(admin.json("POST", USERS, body, Map.of("Idempotency-Key", "x".repeat(5_000))), 400);
        refused(admin.json("POST", USERS, body, Map.of("Idempotency-Key", " ")), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"v999\"", "nonsense", "\"", "W/\"v1\"", "\"v1", "\"v99999999999999999999\""})
    void staleAndUnreadableTags(String tag) {
        String id = newKey().path("id").asText();
        Answer answer = admin.json("PUT", KEYS + "/" + id, "{\"name\":\"other\"}", Map.of("If-Match", tag));
        assertThat(answer.status()).as(answer.text()).isIn(400, 412);
        refused(answer, answer.status());
    }

    private static JsonNode newKey() {
        return admin.post(KEYS, Map.of("name", "probe")).expect(201);
    }

    private static void unknownKey(String key) {
        JsonNode problem = refused(platform.anonymous().as(key).get("/api/auth/me"), 401);
        assertThat(problem.toString()).doesNotContain(key);
    }

    private static JsonNode refused(Answer answer, int status) {
        return Problems.check("refusal", answer, status);
    }

    /** @param head request line and headers, each with its line end */
    private static Answer raw(String head) {
        return RawHttp.exchange(platform.process().url(), head + "Connection: close\r\n\r\n");
    }
}
