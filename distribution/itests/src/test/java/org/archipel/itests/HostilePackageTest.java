package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packages that must not come in are refused with the reason, nothing of them stays, and good ones come in afterwards. */
class HostilePackageTest {
    private static final String SUBMISSIONS = "/api/marketplace/submissions";
    private static final String SAMPLE = "org.archipel.samples.placeinsights";
    private static final String OWN = "org.example.hostile";

    private static SharedPlatform platform;
    private static PlatformLog log;
    private static Tenant tenant;
    private static RestClient publisher;
    private static PackagePublisher signer;

    private Set<String> stored;
    private int submissions;

    @BeforeAll
    static void makePublisher() {
        platform = SharedPlatform.get();
        log = PlatformLog.from(platform);
        tenant = Tenant.create(platform, "hostile-packages");
        publisher = tenant.as("PUBLISHER");
        signer = PackagePublisher.register(publisher, platform.administrator());
        String claim = publisher
                .post("/api/marketplace/namespaces", Map.of("namespace", OWN, "evidence", "for the test"))
                .expect(201)
                .path("id")
                .asText();
        platform.administrator()
                .post("/api/marketplace/namespaces/" + claim + "/approve", Map.of("reason", "for the test"))
                .expect(200);
    }

    @AfterAll
    static void thePlatformIsAsHealthyAsBefore() {
        assertThat(platform.anonymous().get("/api/health/ready").status()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

    @BeforeEach
    void lookAtTheStore() {
        stored = files();
        submissions = count();
    }

    @AfterEach
    void theNextGoodPackageComesIn() {
        String id = OWN + ".next" + System.nanoTime();
        assertThat(submit(good(id).bytes()).expect(201).path("extensionId").asText())
                .isEqualTo(id);
    }

    @Test
    void notAJar() {
        refused(submit(new byte[0]), 422);
        refused(submit("this is no jar".getBytes(StandardCharsets.UTF_8)), 422);
        refused(submit(new byte[100_000]), 422);
        refused(submit(good(OWN).without(PackageMaker.DESCRIPTOR).bytes()), 422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "\"id\"|\"surprise\": 1, \"id\"",
                "\"version\": \"1.0.0\"|\"version\": \"one\"",
                "\"version\": \"1.0.0\"|\"version\": \"1.0.0.0.0\"",
                "\"version\": \"1.0.0\"|\"version\": \"9.9.9\"",
                "\"version\": \"1.0.0\"|\"version\": null",
                "\"version\": \"1.0.0\"|\"version\": [\"1.0.0\"]",
                "\"records\"|\"everything\"",
                "\"category\": \"|\"category\": \"NO_SUCH_",
                "{|[",
                "\"id\": \"org|\"id\": \"../org",
            })
    void badDescriptors(String from, String to) {
        PackageMaker maker = good(OWN).edit(PackageMaker.DESCRIPTOR, text -> {
            assertThat(text).contains(from);
            return text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        });
        JsonNode problem = refused(submit(maker.bytes()), 422);
        assertThat(problem.path("errors")).as(problem.toString()).isNotEmpty();
    }

    @Test
    void wrongDigest() {
        byte[] bytes = good(OWN).bytes();
        refused(submit(bytes, SUBMISSIONS + "?sha256=" + "0".repeat(64), Map.of()), 400);
        refused(submit(bytes, SUBMISSIONS + "?sha256=nonsense", Map.of()), 400);
        refused(submit(bytes, SUBMISSIONS, Map.of("Content-Digest", "sha-256=:AAAA:")), 400);
        refused(submit(bytes, SUBMISSIONS, Map.of("Digest", "sha-256=" + "A".repeat(43) + "=")), 400);
    }

    @Test
    void zipBomb() {
        refused(submit(good(OWN).with("zeros.bin", new byte[200_000_000]).bytes()), 422);
    }

    @ParameterizedTest
    @CsvSource({"../outside.txt", "/etc/passwd", "a/../../b", "C:\\\\windows", "a\\\\..\\\\b", "./a"})
    void pathTraversal(String name) {
        refused(submit(good(OWN).with(name, new byte[] {1}).bytes()), 422);
    }

    @Test
    void tooLarge() {
        refused(submit(new byte[70_000_000]), 413);
    }

    @Test
    void truncatedUploads() {
        String head = "POST " + SUBMISSIONS
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/java-archive\r\n"
                + "X-Api-Key: "
                + tenant.newKey("PUBLISHER", Map.of()).path("key").asText() + "\r\nContent-Length: 100000\r\n\r\nPK";
        for (int i = 0; i < 10; i++) {
            RawHttp.abandon(platform.process().url(), head);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                // A file may go while the folder is walked.
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> assertThat(files()).isEqualTo(stored));
        byte[] bytes = good(OWN).bytes();
        refused(submit(Arrays.copyOf(bytes, bytes.length - 100)), 422);
    }

    @Test
    void anothersId() {
        TenantObjects.publish(platform);
        stored = files();
        Answer answer = submit(good(SAMPLE).bytes());
        refused(answer, 403);
    }

    @Test
    void theSameBytesTwice() {
        byte[] bytes = good(OWN + ".twice").bytes();
        JsonNode first = signer.submit(bytes).expect(201);
        Set<String> afterFirst = files();
        JsonNode second = signer.submit(bytes).expect(200);
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(files()).isEqualTo(afterFirst);
    }

    @Test
    void otherContentUnderAPublishedVersion() {
        String id = OWN + ".other";
        signer.submit(good(id).bytes()).expect(201);
        stored = files();
        submissions = count();
        refused(submit(good(id).with("more.txt", new byte[1]).bytes()), 409);
    }

    @Test
    void oneVersionSubmittedManyTimesAtOnce() throws InterruptedException, ExecutionException {
        String id = OWN + ".race";
        List<Callable<Answer>> attempts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] bytes =
                    good(id).with("content.txt", new byte[] {(byte) (i / 2)}).bytes();
            attempts.add(() -> signer.submit(bytes));
        }
        ExecutorService executor = Executors.newFixedThreadPool(attempts.size());
        List<Answer> answers = new ArrayList<>();
        try {
            for (Future<Answer> future : executor.invokeAll(attempts)) {
                answers.add(future.get());
            }
        } finally {
            executor.shutdown();
        }
        assertThat(answers)
                .extracting(Answer::status)
                .containsOnlyOnce(201)
                .allMatch(status -> Set.of(200, 201, 409).contains(status));
        answers.stream()
                .filter(answer -> answer.status() == 409)
                .forEach(answer -> Problems.check("a race", answer, 409, "CONFLICT"));
        assertThat(files()).hasSize(stored.size() + 1);
        assertThat(count()).isEqualTo(submissions + 1);
    }

    private static PackageMaker good(String id) {
        return PackageMaker.good(id);
    }

    private static Answer submit(byte[] bytes) {
        return submit(bytes, SUBMISSIONS, Map.of());
    }

    private static Answer submit(byte[] bytes, String path, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/java-archive");
        return publisher.send("POST", path, HttpRequest.BodyPublishers.ofByteArray(bytes), all);
    }

    /** Checks the refusal, and that nothing of the package stayed. */
    private JsonNode refused(Answer answer, int status) {
        JsonNode problem = Problems.check("submission", answer, status);
        assertThat(files()).isEqualTo(stored);
        assertThat(count()).isEqualTo(submissions);
        return problem;
    }

    private static int count() {
        return publisher
                .get(SUBMISSIONS + "?limit=500")
                .expect(200)
                .path("items")
                .size();
    }

    private static Set<String> files() {
        Path folder = platform.process().data().resolve("packages");
        if (!Files.exists(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
