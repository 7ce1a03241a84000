package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A third party submits its extension, the checks run, a reviewer approves it. */
final class PublishExtension implements Step {
    @Override
    public String title() {
        return "Submit the sample extension, review it, publish it";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        JsonNode submission = publish(world, "1.0.0");
        narrator.tell(
                "%s %s, %,d bytes, SHA-256 %s…",
                submission.path("extensionId").asText(),
                submission.path("version").asText(),
                submission.path("packageSize").asLong(),
                submission.path("packageHash").asText().substring(0, 16));
        submission
                .path("checks")
                .forEach(check -> narrator.tell(
                        "check %-18s %s",
                        check.path("name").asText(), check.path("outcome").asText()));
        narrator.tell("approved and published");
    }

    /** Brings a version of the sample into the catalogue. */
    static JsonNode publish(DemoWorld world, String version) {
        JsonNode submitted = world.client()
                .upload("/api/marketplace/submissions", world.extensionPackage(version), "application/java-archive")
                .expectSuccess();
        DemoFailure.expect(
                "state of the submission",
                "IN_REVIEW",
                submitted.path("reviewStatus").asText());
        JsonNode approved = world.client()
                .post(
                        "/api/marketplace/submissions/" + submitted.path("id").asText() + "/approve",
                        Map.of("reason", "reviewed for the demo"))
                .expectSuccess();
        DemoFailure.expect(
                "state after the review",
                "APPROVED",
                approved.path("reviewStatus").asText());
        return submitted;
    }
}
