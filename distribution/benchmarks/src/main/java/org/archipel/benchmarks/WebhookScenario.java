package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** Webhooks by the standard, verified and stored before each is answered; then all that were answered are looked for. */
final class WebhookScenario implements Scenario {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP = 20_000;
    private static final int WEBHOOKS = 40_000;
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Override
    public String name() {
        return "webhook-intake";
    }

    @Override
    public String description() {
        return WEBHOOKS + " webhooks on " + CONNECTIONS + " connections: verified, stored, answered";
    }

    @Override
    public void run(Workbench workbench, Report report) {
        try (PlatformProcess platform = workbench.platform("webhooks").start()) {
            // It is gone after its first use.
            String key = platform.bootstrapKey();
            RestClient client = RestClient.withKey(platform.url(), key);
            String id = integration(client);
            URI address = platform.url().resolve("/api/webhooks/" + id);
            WebhookLoad.run(address, SECRET, "warm", WARM_UP, CONNECTIONS);
            double[] perSecond = new double[workbench.repetitions()];
            Set<String> answered = new HashSet<>();
            for (int i = 0; i < perSecond.length; i++) {
                WebhookLoad.Outcome outcome = WebhookLoad.run(address, SECRET, "run" + i, WEBHOOKS, CONNECTIONS);
                perSecond[i] = outcome.answered().size() / outcome.seconds();
                answered.addAll(outcome.answered());
                report.add(name(), "99th percentile", "ms", Percentiles.of(outcome.milliseconds(), 0.99), "");
            }
            report.add(name(), "verified, stored and answered", "1/s", perSecond, ">= 5000");
            long during = answered.size();
            WebhookLoad.Outcome killed =
                    WebhookLoad.run(address, SECRET, "kill", WEBHOOKS, CONNECTIONS, 2_000, platform::kill);
            answered.addAll(killed.answered());
            try (PlatformProcess again = workbench.platform("webhooks").start()) {
                Set<String> stored = stored(RestClient.withKey(again.url(), key), id);
                answered.removeAll(stored);
                report.add(
                        name(),
                        "answered before a kill, and lost",
                        "",
                        answered.size(),
                        "0 of " + (during + killed.answered().size()));
                again.stop();
            }
        }
    }

    private static String integration(RestClient client) {
        JsonNode made = client.post(
                        "/api/integrations",
                        Map.of(
                                "name",
                                "Hooked",
                                "connectorId",
                                "http",
                                "config",
                                Map.of(
                                        "endpoint",
                                        "http://127.0.0.1:1",
                                        "webhook",
                                        Map.of("scheme", "STANDARD", "requestsPerMinute", 10_000_000),
                                        "connectorConfig",
                                        Map.of("authentication", Map.of("style", "NONE"), "entities", List.of())),
                                "credentials",
                                Map.of("webhookSecret", SECRET)))
                .expect(201);
        return made.path("id").asText();
    }

    private static Set<String> stored(RestClient client, String id) {
        Set<String> stored = new HashSet<>();
        for (String state : List.of("PENDING", "DONE")) {
            String cursor = "";
            do {
                JsonNode page = client.get("/api/integrations/" + id + "/webhooks?limit=500&state=" + state + cursor)
                        .expect(200);
                page.path("items")
                        .forEach(item -> stored.add(item.path("deliveryId").asText()));
                String next = page.path("nextCursor").asText("");
                cursor = next.isEmpty() || next.equals("null")
                        ? ""
                        : "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
            } while (!cursor.isEmpty());
        }
        return stored;
    }
}
