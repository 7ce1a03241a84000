package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient;

/** The sample extension in a platform's marketplace, as its administrator handles it. */
final class SampleExtension {
    static final String OLD = "1.0.0";
    static final String NEW = "1.1.0";

    private static final String ID = "org.archipel.samples.placeinsights";
    private static final String INSTALL = "/api/marketplace/install/" + ID + "?wait=30";

    /** Path of its resource that tells the version. */
    static final String VERSION_PATH = "/api/x/" + ID + "/version";

    private final Path distribution;
    private final RestClient client;
    private final PackagePublisher publisher;

    SampleExtension(Path distribution, RestClient client) {
        this.distribution = distribution;
        this.client = client;
        this.publisher = PackagePublisher.register(client, client);
    }

    /** Submits a version and approves it. */
    void publish(String version) {
        Path file = distribution.resolve("demo/extensions/place-insights-" + version + ".jar");
        publisher.publish(file);
    }

    /** Installs a version; returns when its REST resource has answered. */
    void install(String version) {
        client.post(INSTALL, Map.of("version", version, "acceptRequired", true)).expect(200);
        JsonNode answer = client.get(VERSION_PATH).expect(200);
        if (!answer.path("version").asText().equals(version)) {
            throw new IllegalStateException("expected version " + version + ", got " + answer);
        }
    }

    /** Moves to the new version; returns when the platform says that it is active. */
    void upgrade() {
        client.json("PUT", INSTALL, Map.of("version", NEW, "acceptRequired", true), Map.of())
                .expect(200);
    }

    /** Moves back to the version before. */
    void rollBack() {
        client.post("/api/marketplace/install/" + ID + "/rollback?wait=30", Map.of())
                .expect(200);
    }

    void uninstall() {
        client.delete(INSTALL).expectSuccess();
    }

    /** The address of its resource that tells the version. */
    URI versionAddress(URI platform) {
        return platform.resolve(VERSION_PATH);
    }
}
