package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient;

/**
 * One object of every kind in an organization, each with the mark in its name. The provider that its integration is to reach does
 * not exist, so that a job ends as a dead letter.
 */
final class TenantObjects {
    static final String EXTENSION = "org.archipel.samples.placeinsights";
    static final String ENTITY = "place";

    private final Tenant tenant;
    private final String mark;
    private final Map<String, String> ids = new LinkedHashMap<>();

    private TenantObjects(Tenant tenant, String mark) {
        this.tenant = tenant;
        this.mark = mark;
    }

    static TenantObjects create(SharedPlatform platform, Tenant tenant, String mark) {
        TenantObjects objects = new TenantObjects(tenant, mark);
        objects.createPeople();
        objects.createData();
        objects.install(platform);
        return objects;
    }

    /** The id that stands for an object of the organization in that path. */
    String idFor(String path, String parameter) {
        if (parameter.equals("entity")) {
            return ENTITY;
        }
        if (path.startsWith("/api/extensions") || path.startsWith("/api/marketplace/install")) {
            return EXTENSION;
        }
        return ids.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
    }

    /** What the organization's administrator sees of the objects. */
    Map<String, JsonNode> seen() {
        Map<String, JsonNode> seen = new LinkedHashMap<>();
        List.of(
                        "users",
                        "roles",
                        "api-keys",
                        "integrations",
                        "transformations",
                        "apis",
                        "jobs",
                        "organizations",
                        "webhook-endpoints")
                .forEach(noun -> see(seen, "/api/" + noun + "/" + ids.get("/api/" + noun)));
        see(seen, "/api/records/" + ENTITY + "/" + ids.get("/api/records"));
        see(seen, "/api/extensions/" + EXTENSION);
        return seen;
    }

    private void see(Map<String, JsonNode> seen, String path) {
        JsonNode object = tenant.admin().get(path).expect(200);
        if (path.startsWith("/api/integrations/")) {
            // The platform itself looks after it meanwhile.
            ((ObjectNode) object).remove(List.of("healthStatus", "metrics"));
        }
        seen.put(path, object);
    }

    private void createPeople() {
        RestClient admin = tenant.admin();
        ids.put("/api/organizations", tenant.id());
        String user = made(admin.post(
                "/api/users", Map.of("email", mark + "@example.org", "displayName", mark, "roles", List.of("VIEWER"))));
        ids.put("/api/users", user);
        ids.put(
                "/api/roles",
                made(admin.post(
                        "/api/roles",
                        Map.of("name", "MARKED", "description", mark, "permissions", List.of("records:read")))));
        ids.put("/api/api-keys", made(admin.post("/api/api-keys", Map.of("userId", user, "name", mark))));
    }

    private void createData() {
        RestClient admin = tenant.admin();
        String integration = made(admin.post(
                "/api/integrations",
                HttpIntegration.on("http://127.0.0.1:1").named(mark).draft()));
        ids.put("/api/integrations", integration);
        ids.put(
                "/api/transformations",
                made(admin.post(
                        "/api/transformations",
                        Map.of(
                                "name",
                                mark,
                                "type",
                                "FILTER",
                                "rules",
                                List.of(Map.of("operation", "EXISTS", "source", "/a"))))));
        ids.put(
                "/api/apis",
                made(admin.post(
                        "/api/apis",
                        Map.of(
                                "name",
                                mark,
                                "method",
                                "GET",
                                "path",
                                "/marked",
                                "config",
                                Map.of("mock", Map.of("body", mark))))));
        admin.post("/api/integrations/" + integration + "/activate", Map.of()).expect(200);
        String job = admin.post("/api/integrations/" + integration + "/sync", Map.of())
                .expect(202)
                .path("id")
                .asText();
        admin.awaitJob(job, Duration.ofSeconds(60), state -> {});
        ids.put("/api/jobs", job);
        admin.put("/api/records/" + ENTITY + "/" + "rec-of-b", Map.of("name", mark))
                .expect(201);
        ids.put("/api/records", "rec-of-b");
        ids.put(
                "/api/webhook-endpoints",
                made(admin.post(
                        "/api/webhook-endpoints",
                        Map.of("url", "https://" + mark + ".example.org/", "topics", List.of("nothing.at.all")))));
    }

    private void install(SharedPlatform platform) {
        ids.put("/api/marketplace/submissions", publish(platform));
        tenant.admin()
                .post(
                        "/api/marketplace/install/" + EXTENSION + "?wait=30",
                        Map.of("version", "1.0.0", "acceptRequired", true))
                .expect(200);
    }

    /** Brings the sample extension into the catalogue, unless it is there; the id of its submission. */
    static String publish(SharedPlatform platform) {
        RestClient administrator = platform.administrator();
        Path file = SamplePackages.of("place-insights-1.0.0.jar");
        return PackagePublisher.register(administrator, administrator)
                .publish(file)
                .path("id")
                .asText();
    }

    private static String made(RestClient.Answer answer) {
        return answer.expect(201).path("id").asText();
    }
}
