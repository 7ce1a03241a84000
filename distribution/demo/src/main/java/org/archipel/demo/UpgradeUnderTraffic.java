package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The extension is upgraded while clients call it. */
final class UpgradeUnderTraffic implements Step {
    private static final long REQUESTS_BEFORE = 1_000;
    private static final long REQUESTS_AFTER = 2_000;

    @Override
    public String title() {
        return "Upgrade the extension while requests to it run";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        PublishExtension.approve(world, PublishExtension.submit(world, "1.1.0"));
        narrator.tell("1.1.0, submitted in the second step, passed its checks and is published");
        String path = "/api/marketplace/install/" + DemoWorld.EXTENSION;
        JsonNode plan = world.client().put(path + "?dryRun=true", Map.of()).expectSuccess();
        for (JsonNode added : plan.path("permissions").path("difference").path("added")) {
            narrator.tell("asks for more: %s %s", added.path("resource").asText(), added.path("actions"));
        }
        Traffic traffic = Traffic.start(
                world.platform().url().resolve("/api/x/" + DemoWorld.EXTENSION + "/version"), world.key());
        try (traffic) {
            traffic.awaitRequests(REQUESTS_BEFORE);
            JsonNode upgraded = world.client()
                    .put(
                            path + "?wait=30",
                            Map.of("version", plan.path("version").asText(), "acceptRequired", true))
                    .expect(200);
            DemoFailure.expect("version", "1.1.0", upgraded.path("version").asText());
            traffic.awaitRequests(traffic.requests() + REQUESTS_AFTER);
        }
        DemoFailure.expect("failed requests", List.of(), traffic.failures());
        traffic.answers().forEach((answer, count) -> narrator.tell("%,7d answers %s", count, answer));
        narrator.tell(
                "%,d requests, 0 failed, the slowest took %s", traffic.requests(), Narrator.millis(traffic.slowest()));
        DemoFailure.expect("versions that answered", 2, traffic.answers().size());
    }
}
