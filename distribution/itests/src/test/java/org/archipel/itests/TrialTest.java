package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial of a submission makes an extension do all that it offers, though it has to be configured and paid for. */
class TrialTest {
    private static final String EVERY_POINT = "2.1.0";

    @TempDir
    Path folder;

    @Test
    void everyExtensionPointIsTriedAndWhatDoesNotEndIsFound() {
        try (PlatformProcess platform =
                PlatformProcess.of(Distribution.folder(), folder).withTrials().start()) {
            RestClient client = RestClient.withKey(platform.url(), platform.bootstrapKey());
            PackagePublisher publisher = PackagePublisher.register(client, client);
            String id = publisher
                    .submit(Samples.misbehaving(EVERY_POINT))
                    .expectSuccess()
                    .path("id")
                    .asText();

            JsonNode submission = publisher.awaitChecks(id);

            assertThat(submission.path("reviewStatus").asText())
                    .as(submission.toString())
                    .isEqualTo("REJECTED");
            assertThat(check(submission, "compatibility-run").path("outcome").asText())
                    .as(submission.toString())
                    .isEqualTo("PASSED");
            JsonNode security = check(submission, "security-run");
            assertThat(security.path("outcome").asText()).isEqualTo("FAILED");
            // Which of the two it passes first depends on how busy the machine is.
            assertThat(security.path("detail").asText())
                    .containsPattern("1 call that (exceeded a budget|did not end in time)")
                    .contains(
                            "GET /greetings/{name}",
                            "function reverse",
                            "step spin",
                            "webhook com.example.mailer",
                            "panel page",
                            "task count",
                            "event invoice.trial",
                            "connector org.archipel.samples.misbehaving.bridge",
                            "action look",
                            "read parcel of org.archipel.samples.misbehaving.bridge");
        }
    }

    private static JsonNode check(JsonNode submission, String name) {
        for (JsonNode check : submission.path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("there is no check " + name + ": " + submission);
    }
}
