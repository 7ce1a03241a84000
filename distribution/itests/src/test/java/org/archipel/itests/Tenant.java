package org.archipel.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.harness.RestClient;

/** An organization of a test, with a user and a key for each role that it needs. */
final class Tenant {
    static final String ADMIN = "ORG_ADMIN";

    private final String id;
    private final RestClient platform;
    private final Map<String, RestClient> clients = new LinkedHashMap<>();

    private Tenant(String id, RestClient platform) {
        this.id = id;
        this.platform = platform;
    }

    /** Makes an organization whose name is its slug. */
    static Tenant create(SharedPlatform platform, String slug) {
        JsonNode made = platform.administrator()
                .post("/api/organizations", Map.of("slug", slug, "name", slug))
                .expect(201);
        return new Tenant(made.path("id").asText(), platform.administrator());
    }

    String id() {
        return id;
    }

    /** A client with the key of a user who has only that role. */
    RestClient as(String role) {
        return clients.computeIfAbsent(role, this::newClient);
    }

    RestClient admin() {
        return as(ADMIN);
    }

    private RestClient newClient(String role) {
        return platform.as(newKey(role, Map.of()).path("key").asText());
    }

    /** Makes a user with that role and a key with those settings. */
    JsonNode newKey(String role, Map<String, Object> settings) {
        String email = role.toLowerCase(Locale.ROOT) + "-" + System.nanoTime() + "@example.org";
        JsonNode user = asPlatformAdministrator(
                "/api/users", Map.of("email", email, "displayName", role, "roles", List.of(role)));
        Map<String, Object> body = new LinkedHashMap<>(settings);
        body.put("userId", user.path("id").asText());
        body.put("name", role);
        return asPlatformAdministrator("/api/api-keys", body);
    }

    private JsonNode asPlatformAdministrator(String path, Map<String, Object> body) {
        return platform.send(
                        "POST",
                        path,
                        BodyPublishers.ofString(
                                RestClient.JSON.valueToTree(body).toString()),
                        Map.of("Content-Type", "application/json", "X-Organization", id))
                .expect(201);
    }
}
