package org.archipel.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A third party signs and submits its extension, the checks run, a reviewer approves it. */
final class PublishExtension implements Step {
    @Override
    public String title() {
        return "Submit the sample extension, check it, review it, publish it";
    }

    @Override
    public void run(DemoWorld world, Narrator narrator) {
        long begin = System.nanoTime();
        String id = submit(world, "1.0.0");
        JsonNode submission = world.publisher().awaitChecks(id);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        narrator.tell(
                "%s %s, %,d bytes, SHA-256 %s…, signed by its publisher",
                submission.path("extensionId").asText(),
                submission.path("version").asText(),
                submission.path("packageSize").asLong(),
                submission.path("packageHash").asText().substring(0, 16));
        submission.path("checks").forEach(check -> tell(narrator, check));
        narrator.tell(
                "%d checks, a trial in a scratch container among them, in %s",
                submission.path("checks").size(), Narrator.seconds(took));
        int own = world.client()
                .post("/api/marketplace/submissions/" + id + "/approve", Map.of("reason", "it is mine"))
                .status();
        DemoFailure.expect("status when the publisher reviews its own submission", 403, own);
        narrator.tell("the publisher cannot approve it itself: %d", own);
        approve(world, id);
        narrator.tell("approved by a reviewer, countersigned and published");
    }

    private static void tell(Narrator narrator, JsonNode check) {
        String detail = check.path("detail").asText();
        narrator.tell(
                "check %-20s %s%s",
                check.path("name").asText(),
                check.path("outcome").asText().toLowerCase(Locale.ROOT),
                detail.isEmpty() ? "" : ": " + (detail.length() > 90 ? detail.substring(0, 90) + "…" : detail));
    }

    /** Submits a version of the sample; the id of the submission. */
    static String submit(DemoWorld world, String version) {
        return world.publisher()
                .submit(world.extensionPackage(version))
                .expectSuccess()
                .path("id")
                .asText();
    }

    /** Waits for the checks and has a version approved. */
    static void approve(DemoWorld world, String id) {
        DemoFailure.expect(
                "state of the submission",
                "IN_REVIEW",
                world.publisher().awaitChecks(id).path("reviewStatus").asText());
        JsonNode approved = world.publisher().approve(id).expectSuccess();
        DemoFailure.expect(
                "state after the review",
                "APPROVED",
                approved.path("reviewStatus").asText());
    }
}
