package org.archipel.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.archipel.harness.RestClient.Answer;

/**
 * A publisher of extensions as a client of the REST API: signs packages with a key of its own, submits them and follows their
 * checks; a reviewer beside it approves them.
 */
public final class PackagePublisher {
    private static final long POLL_MILLIS = 50;
    private static final String SUBMISSIONS = "/api/marketplace/submissions";
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(2);

    private final RestClient publisher;
    private final RestClient administrator;
    private final PackageSigner signer;
    private RestClient reviewer;

    private PackagePublisher(RestClient publisher, RestClient administrator, PackageSigner signer) {
        this.publisher = publisher;
        this.administrator = administrator;
        this.signer = signer;
    }

    /**
     * Registers a new key for the publisher's organization.
     *
     * @param administrator makes the reviewer, in its own organization
     */
    public static PackagePublisher register(RestClient publisher, RestClient administrator) {
        PackageSigner signer = PackageSigner.withNewKey();
        publisher
                .post(
                        "/api/marketplace/publisher-keys",
                        Map.of("name", "build machine", "publicKey", signer.publicKey()))
                .expect(201);
        return new PackagePublisher(publisher, administrator, signer);
    }

    /** Submits, waits for the checks, has the reviewer approve; the approved submission. */
    public JsonNode publish(Path file) {
        String id = submit(file).expectSuccess().path("id").asText();
        JsonNode checked = awaitChecks(id);
        String status = checked.path("reviewStatus").asText();
        if (status.equals("APPROVED")) {
            return checked;
        }
        if (!status.equals("IN_REVIEW")) {
            throw new IllegalStateException("the submission of " + file.getFileName() + " is " + checked);
        }
        return approve(id).expectSuccess();
    }

    /** Signs and submits a package. */
    public Answer submit(Path file) {
        try {
            return submit(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs and submits a package. */
    public Answer submit(byte[] content) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/java-archive");
        headers.put(
                "Package-Signature",
                Base64.getEncoder().encodeToString(signer.sign(content).getBytes(StandardCharsets.UTF_8)));
        return publisher.send("POST", SUBMISSIONS, BodyPublishers.ofByteArray(content), headers);
    }

    /** Waits until the checks of a submission ended; the submission then. */
    public JsonNode awaitChecks(String submissionId) {
        long deadline = System.nanoTime() + CHECK_LIMIT.toNanos();
        while (true) {
            JsonNode submission =
                    publisher.get(SUBMISSIONS + "/" + submissionId).expectSuccess();
            String status = submission.path("reviewStatus").asText();
            if (!List.of("PENDING", "VALIDATING").contains(status) || submission.has("reviewReason")) {
                return submission;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the checks did not end in time: " + submission);
            }
            Moment.pass(POLL_MILLIS);
        }
    }

    /** The reviewer approves. */
    public Answer approve(String submissionId) {
        return reviewer().post(SUBMISSIONS + "/" + submissionId + "/approve", Map.of("reason", "reviewed"));
    }

    /** Someone else than the publisher. */
    public synchronized RestClient reviewer() {
        if (reviewer == null) {
            Map<String, Object> person = Map.of(
                    "email",
                    "reviewer-" + System.nanoTime() + "@example.org",
                    "displayName",
                    "Reviewer",
                    "roles",
                    List.of("REVIEWER"));
            String user = administrator
                    .post("/api/users", person)
                    .expect(201)
                    .path("id")
                    .asText();
            String key = administrator
                    .post("/api/api-keys", Map.of("userId", user, "name", "review"))
                    .expect(201)
                    .path("key")
                    .asText();
            reviewer = administrator.as(key);
        }
        return reviewer;
    }
}
