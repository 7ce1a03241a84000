package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;

/** Two extensions offer a connector of one id: an integration stays with that of whom it was made with. */
class ConnectorOwnershipTest {
    private static final String OWNER = Samples.MISBEHAVING;
    // As long as the other one, as classes are moved by it.
    private static final String RIVAL = "org.archipel.samples.tollkeepers";
    private static final String CONNECTOR = "org.archipel.samples.misbehaving.bridge";
    private static final String VERSION = "2.1.0";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WAIT_SECONDS = 60;

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void whoOffersTheSameIdGetsAnIntegrationOnlyByName() {
        RestClient publisher = platform.administrator();
        PackagePublisher packages = PackagePublisher.register(publisher, publisher);
        publish(packages, OWNER, "Bridge owner");
        publish(packages, RIVAL, "Toll collector");
        RestClient client = Tenant.create(platform, "connector-owner").admin();
        new Marketplace(client, OWNER).install(VERSION, WAIT_SECONDS).expectSuccess();
        String id = client.post("/api/integrations", draft(Map.of()))
                .expect(201)
                .path("id")
                .asText();
        JsonNode active =
                client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
        assertThat(active.path("connectorProvider").asText()).isEqualTo(OWNER);
        assertThat(look(client, id)).isEqualTo(200);
        new Marketplace(client, RIVAL).install(VERSION, WAIT_SECONDS).expectSuccess();
        assertThat(provider(client)).isEqualTo(OWNER);

        client.post("/api/extensions/" + OWNER + "/disable?wait=" + WAIT_SECONDS, Map.of())
                .expectSuccess();

        await().atMost(LIMIT).until(() -> provider(client).equals(RIVAL));
        await().atMost(LIMIT)
                .until(() -> integration(client, id).path("status").asText().equals("ERROR"));
        assertThat(integration(client, id).path("statusReason").asText()).contains(OWNER, RIVAL);
        assertThat(look(client, id)).isGreaterThanOrEqualTo(400);
        client.put("/api/integrations/" + id, draft(Map.of())).expect(200);
        assertThat(integration(client, id).path("connectorProvider").asText()).isEqualTo(OWNER);

        client.put("/api/integrations/" + id, draft(Map.of("connectorProvider", RIVAL)))
                .expect(200);
        client.post("/api/integrations/" + id + "/activate", Map.of()).expect(200);
        assertThat(integration(client, id).path("connectorProvider").asText()).isEqualTo(RIVAL);
        assertThat(look(client, id)).isEqualTo(200);
    }

    private static void publish(PackagePublisher packages, String id, String name) {
        byte[] content = PackageMaker.from(Samples.misbehaving(VERSION))
                .moved(OWNER, id)
                .edit("META-INF/MANIFEST.MF", manifest -> named(manifest, id))
                .edit(PackageMaker.DESCRIPTOR, descriptor -> described(descriptor, id, name))
                .without("config.schema.json")
                .bytes();
        String submission = packages.submit(content).expectSuccess().path("id").asText();
        packages.awaitChecks(submission);
        packages.approve(submission).expectSuccess();
    }

    private static String named(String text, String id) {
        try {
            Manifest manifest = new Manifest(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", id);
            manifest.getMainAttributes()
                    .computeIfPresent(
                            new Attributes.Name("Provide-Capability"),
                            (key, value) -> value.toString().replace("id=\"" + Samples.MISBEHAVING, "id=\"" + id));
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            manifest.write(written);
            return written.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is free and needs no configuration. */
    private static String described(String text, String id, String name) {
        try {
            ObjectNode descriptor = (ObjectNode) RestClient.JSON.readTree(text);
            descriptor.put("id", id).put("name", name).put("description", name + ", for a test.");
            descriptor.remove(List.of("pricing", "configSchema"));
            return descriptor.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> draft(Map<String, Object> more) {
        Map<String, Object> draft = new HashMap<>(Map.of("name", "Bridge", "connectorId", CONNECTOR));
        draft.putAll(more);
        return draft;
    }

    private static int look(RestClient client, String id) {
        return client.post("/api/integrations/" + id + "/actions/look", Map.of())
                .status();
    }

    private static JsonNode integration(RestClient client, String id) {
        return client.get("/api/integrations/" + id).expect(200);
    }

    private static String provider(RestClient client) {
        return client.get("/api/connectors/" + CONNECTOR)
                .expect(200)
                .path("providerId")
                .asText();
    }
}
