package org.archipel.itests;

import java.nio.file.Path;
import java.util.Map;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;

/** What an administrator does with one extension over REST. */
record Marketplace(RestClient client, String extensionId) {
    /** Submits a signed package, and has it approved. */
    void publish(Path file) {
        PackagePublisher.register(client, client).publish(file);
    }

    Answer install(String version, int waitSeconds) {
        return client.post(path("?wait=" + waitSeconds), order(version));
    }

    Answer upgrade(String version, int waitSeconds) {
        return client.put(path("?wait=" + waitSeconds), order(version));
    }

    Answer rollback(int waitSeconds) {
        return client.post(path("/rollback?wait=" + waitSeconds), Map.of());
    }

    Answer uninstall(int waitSeconds) {
        return client.delete(path("?wait=" + waitSeconds));
    }

    /** The installation as REST shows it. */
    Answer installation() {
        return client.get("/api/extensions/" + extensionId);
    }

    /** Asks the extension itself. */
    Answer call(String path) {
        return client.get("/api/x/" + extensionId + "/" + path);
    }

    private String path(String rest) {
        return "/api/marketplace/install/" + extensionId + rest;
    }

    private static Map<String, Object> order(String version) {
        return Map.of("version", version, "acceptRequired", true);
    }
}
