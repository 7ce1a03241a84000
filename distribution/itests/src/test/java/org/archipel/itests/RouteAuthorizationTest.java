package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.archipel.itests.ApiRoutes.Route;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route × every role × no credential, the own organization, another organization. */
class RouteAuthorizationTest {
    private static final String PLATFORM_ADMIN = "PLATFORM_ADMIN";
    private static final List<String> ROLES =
            List.of(PLATFORM_ADMIN, Tenant.ADMIN, "INTEGRATOR", "VIEWER", "PUBLISHER", "REVIEWER");
    private static final String MARK = "zebrafish";
    private static final String ABSENT = "00000000-0000-7000-8000-000000000000";

    /** Senders of webhooks prove themselves by their signature; to an integration that takes none there is nothing to prove. */
    private static final Set<String> TAKES_WEBHOOKS =
            Set.of("POST /api/webhooks/{id}", "POST /api/integrations/{id}/webhook");

    /** A browser that begins a connection or comes back from a provider brings something signed, and no credential. */
    private static final Set<String> OTHER_OPEN = Set.of(
            "POST /api/webhooks/{id}",
            "POST /api/integrations/{id}/webhook",
            "GET /api/oauth/begin",
            "GET /api/oauth/callback");

    /** Where the smallest body would be refused before the id is looked at. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry(
                    "PUT /api/apis/{id}",
                    "{\"name\":\"taken\",\"method\":\"GET\",\"path\":\"/taken\",\"config\":{\"mock\":{}}}"),
            Map.entry(
                    "POST /api/apis/{id}/compatibility",
                    "{\"name\":\"taken\",\"method\":\"GET\",\"path\":\"/taken\",\"config\":{\"mock\":{}}}"),
            Map.entry("POST /api/apis/{id}/versions", "{\"version\":\"2\"}"),
            Map.entry("POST /api/apis/{id}/deprecate", "{\"since\":\"2020-01-01T00:00:00Z\"}"),
            Map.entry("POST /api/marketplace/publisher-keys/{keyId}/revoke", "{\"reason\":\"taken\"}"),
            Map.entry("POST /api/marketplace/submissions/{id}/respond", "{\"text\":\"taken\"}"),
            Map.entry("PUT /api/api-keys/{id}", "{\"name\":\"taken\"}"),
            Map.entry("PUT /api/extensions/{id}/permissions", "{\"grants\":[]}"),
            Map.entry(
                    "PUT /api/integrations/{id}",
                    RestClient.JSON
                            .valueToTree(
                                    HttpIntegration.on("http://127.0.0.1:1").draft())
                            .toString()),
            Map.entry("PUT /api/roles/{id}", "{\"name\":\"TAKEN\",\"permissions\":[\"records:read\"]}"),
            Map.entry(
                    "PUT /api/transformations/{id}",
                    "{\"name\":\"taken\",\"type\":\"FILTER\",\"rules\":[{\"operation\":\"EXISTS\",\"source\":\"/a\"}]}"),
            Map.entry("PUT /api/webhook-endpoints/{id}", "{\"url\":\"https://taken.example.org/\"}"),
            Map.entry("PUT /api/users/{id}", "{\"email\":\"taken@example.org\",\"displayName\":\"taken\"}"));

    private static SharedPlatform platform;
    private static ApiRoutes api;
    private static Tenant own;
    private static Tenant foreign;
    private static TenantObjects objects;
    private static final Map<String, Set<String>> PERMISSIONS = new HashMap<>();

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void makeOrganizations() {
        platform = SharedPlatform.get();
        api = ApiRoutes.read(platform.anonymous());
        own = Tenant.create(platform, "routes-own");
        foreign = Tenant.create(platform, "routes-" + MARK);
        objects = TenantObjects.create(platform, foreign, MARK);
        for (String role : ROLES) {
            Set<String> permissions = new HashSet<>();
            own.as(role).get("/api/auth/me").expect(200).path("permissions").forEach(p -> permissions.add(p.asText()));
            PERMISSIONS.put(role, permissions);
        }
    }

    @Test
    void theDocumentNamesRoutesWorthTesting() {
        assertThat(api.routes()).hasSizeGreaterThan(80);
        assertThat(api.routes().stream().filter(Route::open))
                .allMatch(route -> route.path().startsWith("/api/health")
                        || OTHER_OPEN.contains(route.toString())
                        || route.path().equals("/api/openapi.json"));
    }

    @Test
    void withoutACredentialOnlyPublicRoutesAnswer() {
        for (Route route : api.routes()) {
            Answer answer = send(platform.anonymous(), route, route.with(parameter -> ABSENT), Map.of());
            boolean right = TAKES_WEBHOOKS.contains(route.toString())
                    ? refused(answer, 404)
                    : route.open() ? answer.status() == 200 : refused(answer, 401);
            expect(right, route, "nobody", answer);
        }
        assertNothingWrong();
    }

    /** Ids of nothing: that a caller may do something shows in every answer but 401 and 403, and no test does harm. */
    @Test
    void aRoleMayDoWhatItsPermissionsSay() {
        for (Route route : api.routes()) {
            for (String role : ROLES) {
                Answer answer = send(own.as(role), route, route.with(parameter -> ABSENT), Map.of());
                boolean right = may(role, route)
                        ? answer.status() != 401 && answer.status() != 403 && answer.status() < 500
                        : refused(answer, 403);
                expect(right, route, role, answer);
            }
        }
        assertNothingWrong();
    }

    @Test
    void anotherOrganizationsObjectsAreNotThere() {
        Map<String, JsonNode> before = objects.seen();
        for (Route route : api.routes()) {
            if (!route.takesIds() || makesItsOwn(route)) {
                continue;
            }
            String path = route.with(parameter -> objects.idFor(route.path(), parameter));
            for (String role : ROLES) {
                if (may(role, route) && !seesAll(role, route)) {
                    Answer answer = send(own.as(role), route, path, Map.of());
                    expect(refused(answer, 404) && !answer.text().contains(MARK), route, role, answer);
                }
            }
        }
        assertNothingWrong();
        assertThat(objects.seen()).isEqualTo(before);
    }

    @Test
    void listsShowNothingOfAnotherOrganization() {
        for (Route route : api.routes()) {
            if (route.method().equals("GET") && !route.takesIds() && !route.stream()) {
                for (String role : ROLES) {
                    if (!seesAll(role, route)) {
                        Answer answer = send(own.as(role), route, route.path(), Map.of());
                        expect(
                                !answer.text().contains(MARK) && !answer.text().contains(foreign.id()),
                                route,
                                role,
                                answer);
                    }
                }
            }
        }
        assertNothingWrong();
    }

    @Test
    void anotherOrganizationCannotBeChosen() {
        for (Route route : api.routes()) {
            for (String role : ROLES) {
                if (!route.open() && !role.equals(PLATFORM_ADMIN)) {
                    String path = route.with(parameter -> objects.idFor(route.path(), parameter));
                    Answer answer = send(own.as(role), route, path, Map.of("X-Organization", foreign.id()));
                    expect(refused(answer, 404) && !answer.text().contains(MARK), route, role, answer);
                }
            }
        }
        assertNothingWrong();
    }

    @Test
    void routesOfAnExtensionAnswerOnlyItsOrganization() {
        String path = "/api/x/" + TenantObjects.EXTENSION + "/version";
        foreign.admin().get(path).expect(200);
        Problems.check("another organization", own.admin().get(path), 404);
        Problems.check("no credential", platform.anonymous().get(path), 401);
        Problems.check("a role without extensions:use", foreign.as("PUBLISHER").get(path), 403);
    }

    private static boolean may(String role, Route route) {
        return route.permissions().isEmpty() || route.permissions().stream().anyMatch(PERMISSIONS.get(role)::contains);
    }

    /** Routes whose id names no object of an organization, or makes one in the caller's. */
    private static boolean makesItsOwn(Route route) {
        return route.path().startsWith("/api/connectors/")
                || route.path().startsWith("/api/integrations/providers/")
                || route.path().startsWith("/api/marketplace/extensions/")
                || route.path().startsWith("/api/feature-flags/")
                || route.path().startsWith("/api/loggers/")
                || route.toString().equals("POST /api/marketplace/install/{id}")
                || route.toString().equals("GET /api/records/{entity}")
                || route.toString().equals("PUT /api/records/{entity}/{id}");
    }

    /** Administrators of the platform see all organizations, reviewers all submissions. */
    private static boolean seesAll(String role, Route route) {
        return role.equals(PLATFORM_ADMIN) && route.path().startsWith("/api/organizations")
                || route.permissions().contains("marketplace:manage")
                || role.equals(PLATFORM_ADMIN) && route.path().startsWith("/api/marketplace/namespaces")
                || PERMISSIONS.get(role).contains("submissions:review")
                        && route.path().startsWith("/api/marketplace/submissions");
    }

    private static boolean refused(Answer answer, int status) {
        return answer.status() == status && Problems.faults(answer).isEmpty();
    }

    private void expect(boolean right, Route route, String who, Answer answer) {
        if (!right) {
            String text = answer.text();
            wrong.add(route + " as " + who + ": " + answer.status() + " "
                    + text.substring(0, Math.min(300, text.length())));
        }
    }

    private void assertNothingWrong() {
        assertThat(wrong).isEmpty();
    }

    private static Answer send(RestClient client, Route route, String path, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        if (route.stream()) {
            // Its answer would have no end: who may see it is told that this is no id of an event.
            path = path + "?lastEventId=none";
        }
        boolean json = route.mediaTypes().isEmpty() || route.mediaTypes().contains("application/json");
        if (!route.method().equals("GET")) {
            all.put(
                    "Content-Type",
                    json ? "application/json" : route.mediaTypes().get(0));
        }
        HttpRequest.BodyPublisher body = route.mediaTypes().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(BODIES.getOrDefault(
                        route.toString(), api.smallestBody(route.schema()).toString()));
        return client.send(route.method(), path, body, all);
    }
}
