package org.archipel.connectors.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesProviderTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private PlacesProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = PlacesProvider.start(PlacesOptions.defaults().withLimit(50));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void itServesTheRealPlaces() throws IOException, InterruptedException {
        JsonNode first = json(send("GET", "/page/places?per_page=1")).at("/data/0");
        assertThat(first.path("name").asText()).isEqualTo("Vila");
        assertThat(first.path("country").asText()).isEqualTo("AD");
        assertThat(first.path("modified_at").asText()).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void theAdminSideChangesAndDeletesPlaces() throws IOException, InterruptedException {
        assertThat(json(send("POST", "/_admin/change?count=7")).path("ids")).hasSize(7);
        assertThat(json(send("POST", "/_admin/delete?count=3")).path("count").asInt())
                .isEqualTo(3);
        assertThat(json(send("GET", "/_admin/state")).path("places").asInt()).isEqualTo(47);
    }

    @Test
    void theAdminSideSwitchesFaults() throws IOException, InterruptedException {
        assertThat(send("PUT", "/_admin/faults/rate-limit?every=2&value=9").statusCode())
                .isEqualTo(204);
        assertThat(send("GET", "/all/places").statusCode()).isEqualTo(200);
        HttpResponse<String> second = send("GET", "/all/places");
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).contains("9");
        assertThat(json(send("GET", "/_admin/state")).at("/faults/rate-limit").asInt())
                .isEqualTo(9);
        send("DELETE", "/_admin/faults");
        assertThat(provider.faults().active()).isEmpty();
        assertThat(send("PUT", "/_admin/faults/earthquake").statusCode()).isEqualTo(400);
    }

    @Test
    void theAdminSideChangesTheAccessRule() throws IOException, InterruptedException {
        assertThat(send("PUT", "/_admin/access/api-key-query").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/all/places").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/all/places?api_key=" + AccessRule.KEY).statusCode())
                .isEqualTo(200);
    }

    @Test
    void copiesHaveIdsOfTheirOwn() throws IOException {
        try (PlacesProvider twice =
                PlacesProvider.start(PlacesOptions.defaults().withLimit(50).withCopies(2))) {
            assertThat(twice.size()).isEqualTo(100);
        }
    }

    @Test
    void anotherFileOfPlacesIsServed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("places.jsonl"), "{\"id\":1,\"name\":\"Ys\"}\n{\"id\":2}\n");
        try (PlacesProvider other =
                PlacesProvider.start(PlacesOptions.parse("--port=0", "--file=" + file, "--access=none"))) {
            assertThat(other.size()).isEqualTo(2);
        }
        assertThatThrownBy(() -> PlacesOptions.parse("--speed=9")).isInstanceOf(IllegalArgumentException.class);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(provider.uri().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
