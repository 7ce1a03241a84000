package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.archipel.harness.RestClient;

/** An administrator sees the plan and the permissions, consents, and the extension runs. */
final class InstallExtension implements Step {
    @Override
    public String title() {
        return "Install it live, with consent to what it may do";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        RestClient client = world.client();
        String path = "/api/marketplace/install/" + DemoWorld.EXTENSION;
        JsonNode plan = client.post(path + "?dryRun=true", Map.of()).expectSuccess();
        tellPermissions(narrator, plan.path("permissions"));
        DemoFailure.expect(
                "bundles that would be refreshed", 0, plan.path("refreshed").size());

        RestClient.Answer withoutConsent = client.post(path, Map.of());
        DemoFailure.expect("status without consent", 403, withoutConsent.status());
        narrator.tell(
                "without consent: 403 %s", withoutConsent.body().path("code").asText());

        long begin = System.nanoTime();
        JsonNode installation = client.post(
                        path + "?wait=30",
                        Map.of("version", plan.path("version").asText(), "acceptRequired", true))
                .expect(200);
        JsonNode version =
                client.get("/api/x/" + DemoWorld.EXTENSION + "/version").expectSuccess();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        DemoFailure.expect("state", "ACTIVE", installation.path("actualState").asText());
        DemoFailure.expect(
                "version that answers", "1.0.0", version.path("version").asText());
        narrator.tell("consented; %s from the request to the extension's first answer", Narrator.millis(took));
        PublishExtension.submit(world, "1.1.0");
        narrator.tell("its publisher submits version 1.1.0; the checks run while the demo goes on");
    }

    private static void tellPermissions(Narrator narrator, JsonNode permissions) {
        for (String kind : new String[] {"required", "optional"}) {
            for (JsonNode asked : permissions.path(kind)) {
                for (JsonNode sentence : asked.path("sentences")) {
                    narrator.tell(
                            "asks (%s, risk %s): %s",
                            kind,
                            sentence.path("risk").asText(),
                            sentence.path("text").path("en").asText());
                }
                narrator.tell("     because: %s", asked.path("reason").asText());
            }
        }
    }
}
