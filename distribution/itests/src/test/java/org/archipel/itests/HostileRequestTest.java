package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, methods, parameters and headers that are wrong. */
class HostileRequestTest extends HostileRequests {
    @ParameterizedTest
    @ValueSource(strings = {"%7B%7D", "q%3Fx%23y", "%7Bx%7D"})
    void aRecordIsFoundAtTheAddressThatItsCreationTells(String encodedId) {
        Answer made = admin.put("/api/records/thing/" + encodedId, Map.of("a", 1));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String path = URI.create(made.headers().get("Location")).getRawPath();
        assertThat(admin.get(path).expect(200).path("data").path("a").asInt()).isEqualTo(1);
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
                "//",
                "/%2e/",
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
}
