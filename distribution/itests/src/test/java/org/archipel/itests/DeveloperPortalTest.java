package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those who call an organization's APIs see of them: the page, and what it reads, tries and makes with their key. */
class DeveloperPortalTest {
    private static final String SLUG = "developer-portal";
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"#]+)\"|from \"([^\"]+)\"");

    private static SharedPlatform platform;
    private static RestClient admin;
    private static RestClient customer;
    private static String open;
    private static String guarded;

    @BeforeAll
    static void makeOrganization() {
        platform = SharedPlatform.get();
        Tenant tenant = Tenant.create(platform, SLUG);
        admin = tenant.admin();
        open = define("Hello", "/hello/{name}", Map.of("example", Map.of("response", "hello")));
        guarded = define("Guarded", "/guarded", Map.of("authentication", Map.of("scopes", List.of("records:read"))));
        define(
                "Foreign",
                "/foreign",
                Map.of("authentication", Map.of("type", "JWT", "settings", Map.of("secret", "x".repeat(40)))));
        customer = withKey(admin, List.of("apis:call"));
    }

    private static String define(String name, String path, Map<String, Object> config) {
        Map<String, Object> all = new HashMap<>(config);
        all.put("mock", Map.of("body", "hello"));
        return admin.post("/api/apis", Map.of("name", name, "method", "GET", "path", path, "config", all))
                .expect(201)
                .path("id")
                .asText();
    }

    private static RestClient withKey(RestClient maker, List<String> scopes) {
        Instant end = Instant.now().plus(90, ChronoUnit.DAYS);
        JsonNode made = maker.post(
                        "/api/api-keys", Map.of("name", "a customer", "scopes", scopes, "expiresAt", end.toString()))
                .expect(201);
        assertThat(made.path("expiresAt").asText()).startsWith(end.toString().substring(0, 10));
        return maker.as(made.path("key").asText());
    }

    private static Set<String> summaries(JsonNode document) {
        return new HashSet<>(document.path("paths").findValuesAsText("summary"));
    }

    @Test
    void aPageOfAnOrganizationNeedsNothingFromElsewhere() {
        for (String path : List.of("/docs/apis", "/docs/apis/", "/docs/apis/" + SLUG)) {
            Answer page = platform.anonymous().get(path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.headers().get("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                    .doesNotContain("unsafe", "http");
            assertThat(page.text()).doesNotContain("<script>", "style=", " onclick", "http://", "https://");
            allOfIt(page.text(), new HashSet<>());
        }
        assertThat(platform.anonymous().get("/docs/apis/a/b").status()).isEqualTo(404);
        assertThat(platform.anonymous().get("/docs/apis/%2e%2e%2fx").status()).isBetween(400, 499);
    }

    /** Follows what a page loads; the address of a document is one that needs a key. */
    private static void allOfIt(String text, Set<String> seen) {
        for (Matcher reference = REFERENCE.matcher(text); reference.find(); ) {
            String path = reference.group(1) == null ? reference.group(2) : reference.group(1);
            assertThat(path).startsWith("/");
            if (path.startsWith("/docs/") && seen.add(path)) {
                Answer part = platform.anonymous().get(path);
                assertThat(part.status()).as(path).isEqualTo(200);
                allOfIt(part.text(), seen);
            }
        }
    }

    @Test
    void aKeyThatMayOnlyCallSeesWhatItMayCallAndNothingElse() {
        JsonNode document = customer.get("/api/apis/openapi.json").expect(200);
        assertThat(summaries(document)).containsExactly("Hello");
        assertThat(document.toString()).doesNotContain("Guarded", "Foreign");
        assertThat(document.at("/paths/~1v1~1hello~1{name}/get/x-codeSamples")).hasSize(4);
        assertThat(customer.get("/api/apis/" + open + "/openapi.json").status()).isEqualTo(200);
        assertThat(customer.get("/api/apis/" + open + "/snippets").status()).isEqualTo(200);
        Problems.check("not callable", customer.get("/api/apis/" + guarded + "/openapi.json"), 404);
        Problems.check("not callable", customer.get("/api/apis/" + guarded + "/snippets"), 404);
        Problems.check("a definition", customer.get("/api/apis/" + open), 403);
        Problems.check("all definitions", customer.get("/api/apis"), 403);
        assertThat(summaries(withKey(admin, List.of("apis:call", "records:read"))
                        .get("/api/apis/openapi.json")
                        .expect(200)))
                .containsExactlyInAnyOrder("Hello", "Guarded");
        assertThat(summaries(admin.get("/api/apis/openapi.json").expect(200)))
                .containsExactlyInAnyOrder("Hello", "Guarded", "Foreign");
        Problems.check(
                "a role without APIs", withKey(admin, List.of("records:read")).get("/api/apis/openapi.json"), 403);
    }

    @Test
    void anAdministratorOfThePlatformReadsTheOrganizationThatThePageNames() {
        Answer answer = platform.administrator()
                .send("GET", "/api/apis/openapi.json", BodyPublishers.noBody(), Map.of("X-Organization", SLUG));
        assertThat(summaries(answer.expect(200))).contains("Hello");
        assertThat(customer.send(
                                "GET",
                                "/api/apis/openapi.json",
                                BodyPublishers.noBody(),
                                Map.of("X-Organization", SLUG))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatTheDocumentSaysIsHowItIsCalled() {
        JsonNode document = customer.get("/api/apis/openapi.json").expect(200);
        String server = document.at("/servers/0/url").asText();
        assertThat(server).startsWith(platform.process().url().toString());
        String path = server.substring(platform.process().url().toString().length())
                + document.path("paths").fieldNames().next().replace("{name}", "ada");
        assertThat(customer.get(path).expect(200).asText()).isEqualTo("hello");
        Problems.check("a customer makes no keys", customer.post("/api/api-keys", Map.of("name", "x")), 403);
    }
}
