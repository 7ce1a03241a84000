package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.archipel.itests.FakeMarketplace.Manner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Another marketplace that is slow, wrong, or signed by a stranger harms nobody: the administrator is told why, nothing of it comes in,
 * and the own catalogue answers meanwhile. The other marketplace offers what the platform under test itself publishes.
 */
class FederatedSourceTest {
    private static final String SOURCES = "/api/marketplace/sources";
    private static final String OFFERED = "org.example.federated";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static SharedPlatform platform;
    private static PlatformLog log;
    private static RestClient admin;
    private static FakeMarketplace other;
    private static String key;

    @BeforeAll
    static void publishAnExtension() throws IOException {
        platform = SharedPlatform.get();
        log = PlatformLog.from(platform);
        admin = platform.administrator();
        PackagePublisher publisher = PackagePublisher.register(admin, admin);
        String id = publisher
                .submit(PackageMaker.good(OFFERED).bytes())
                .expectSuccess()
                .path("id")
                .asText();
        publisher.awaitChecks(id);
        publisher.approve(id).expect(200);
        other = FakeMarketplace.of(admin);
        admin.get("/api/marketplace/packages").expect(200);
        key = admin.get("/api/marketplace/keys")
                .expect(200)
                .path("items")
                .path(0)
                .path("publicKey")
                .asText();
    }

    @AfterAll
    static void thePlatformIsAsHealthyAsBefore() {
        other.close();
        assertThat(platform.anonymous().get("/api/health/ready").status()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void whatASourceOffersIsListed() {
        other.behave(Manner.WELL);
        String source = trust("well", key);

        refresh(source).expectSuccess();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(offers(source).toString()).contains(OFFERED));
        assertThat(view(source).hasNonNull("lastError")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, no list of packages",
        "CUT_OFF, ''",
        "FAILURE, status 500",
        "ANOTHER_FORMAT, no document of the type",
        "CHANGED, signature does not hold"
    })
    void aListThatIsWrongIsRefusedWithTheReason(Manner manner, String reason) {
        other.behave(manner);
        String source = trust(manner.name(), key);

        assertRefused(source, reason);
    }

    @Test
    void aListThatAStrangerSignedIsRefusedWithTheReason() throws NoSuchAlgorithmException {
        other.behave(Manner.WELL);
        String stranger = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        String source = trust("stranger", stranger);

        assertRefused(source, "signed by a stranger");
        Problems.check("a package of a stranger", take(source), 404);
    }

    @Test
    void aPackageThatIsNotWhatTheListSaysLeavesNothingBehind() {
        other.behave(Manner.WELL);
        String source = trust("other-bytes", key);
        refresh(source).expectSuccess();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(offers(source).toString()).contains(OFFERED));
        Set<String> stored = packages();
        int submissions = submissions();
        other.behave(Manner.OTHER_PACKAGE);

        Problems.check("other bytes", take(source), 400);

        assertThat(packages()).isEqualTo(stored);
        assertThat(submissions()).isEqualTo(submissions);
    }

    @Test
    void aSourceThatDoesNotAnswerHoldsUpNobody() {
        other.behave(Manner.SILENT);
        String source = trust("silent", key);
        String job = admin.post(SOURCES + "/" + source + "/refresh", Map.of())
                .expect(202)
                .path("id")
                .asText();
        await().atMost(LIMIT).until(other::isAsked);

        for (int i = 0; i < 20; i++) {
            admin.get("/api/marketplace/extensions?q=federated").expect(200);
            assertThat(offers(source)).isEmpty();
        }
        JsonNode meanwhile = admin.get("/api/jobs/" + job).expect(200);
        assertThat(meanwhile.path("state").asText())
                .as("the source was silent all the time")
                .isEqualTo("RUNNING");

        admin.delete("/api/jobs/" + job).expectSuccess();
        other.hangUp();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(admin.get("/api/jobs/" + job)
                                .expect(200)
                                .path("state")
                                .asText())
                        .isEqualTo("CANCELLED"));
    }

    private static void assertRefused(String source, String reason) {
        int submissions = submissions();

        Answer answer = refresh(source);

        // Where only the connection broke, the list is asked for again.
        if (answer.status() != 202) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(502);
            assertThat(answer.body().path("code").asText()).isIn("INTEGRATION_ERROR", "CONNECTION_FAILED");
            assertThat(answer.body().path("detail").asText()).contains(reason);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(view(source).path("lastError").asText())
                        .isNotBlank()
                        .contains(reason));
        assertThat(offers(source)).isEmpty();
        assertThat(submissions()).isEqualTo(submissions);
        assertThat(admin.get("/api/events?topic=marketplace.source.failed&subject=marketplace-source/" + source)
                        .expect(200)
                        .path("items")
                        .path(0)
                        .path("data")
                        .path("error")
                        .asText())
                .isEqualTo(view(source).path("lastError").asText());
    }

    private static JsonNode view(String source) {
        return admin.get(SOURCES + "/" + source).expect(200);
    }

    private static String trust(String name, String publicKey) {
        Map<String, String> source = Map.of("name", name, "url", other.address().toString(), "publicKey", publicKey);
        return admin.post(SOURCES, source).expect(201).path("id").asText();
    }

    private static Answer refresh(String source) {
        return admin.post(SOURCES + "/" + source + "/refresh?wait=5", Map.of());
    }

    private static JsonNode offers(String source) {
        return admin.get(SOURCES + "/" + source + "/packages").expect(200).path("items");
    }

    private static Answer take(String source) {
        return admin.post(SOURCES + "/" + source + "/packages/" + OFFERED + "/1.0.0", Map.of());
    }

    private static int submissions() {
        return admin.get("/api/marketplace/submissions?limit=500")
                .expect(200)
                .path("items")
                .size();
    }

    private static Set<String> packages() {
        try (Stream<Path> files = Files.walk(platform.process().data().resolve("packages"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
