package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule sets and their scripts on the running platform, hostile ones too. */
class TransformationTest {
    private static final String ROUTE = "/api/transformations";
    private static final Map<String, Object> SAMPLE = Map.of("n", 1, "id", 9_007_199_254_740_993L);

    private static SharedPlatform platform;
    private static RestClient admin;

    @BeforeAll
    static void makeOrganization() {
        platform = SharedPlatform.get();
        admin = Tenant.create(platform, "transformations").admin();
    }

    @AfterAll
    static void thePlatformIsAsHealthyAsBefore() {
        assertThat(platform.anonymous().get("/api/health/ready").status()).isEqualTo(200);
    }

    @Test
    void aRuleSetIsWrittenTriedTestedAndActivated() {
        Map<String, Object> definition = Map.of(
                "name",
                "Upper",
                "type",
                "MAP",
                "rules",
                List.of(Map.of(
                        "operation",
                        "CONVERT",
                        "source",
                        "/a",
                        "target",
                        "/b",
                        "parameters",
                        Map.of("functions", "upper"))),
                "testCases",
                List.of(Map.of("name", "one", "input", Map.of("a", "x"), "expectedOutput", Map.of("b", "X"))));
        JsonNode made = admin.post(ROUTE, definition).expect(201);
        assertThat(made.at("/tests/passed").asBoolean()).isTrue();
        String id = made.path("id").asText();
        JsonNode preview = admin.post(ROUTE + "/" + id + "/preview", Map.of("sample", Map.of("a", "q")))
                .expect(200);
        assertThat(preview.at("/steps/0/value").toString()).isEqualTo("{\"b\":\"Q\"}");
        assertThat(admin.post(ROUTE + "/" + id + "/activate", Map.of())
                        .expect(200)
                        .path("status")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(admin.get(ROUTE + "?status=ACTIVE&type=MAP")
                        .expect(200)
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void theRuleSetOfTheDocumentationPassesItsCases() throws IOException {
        String page = Files.readString(Path.of("../../docs/transformation.md"));
        String begin = "cat > contact.json <<EOF\n";
        int from = page.indexOf(begin) + begin.length();
        String definition = page.substring(from, page.indexOf("EOF", from));
        assertThat(admin.post(ROUTE, definition).expect(201).at("/tests/passed").asBoolean())
                .isTrue();
    }

    @Test
    void scriptsAndJsonataRunOnTheEngineOfTheDistribution() {
        JsonNode result = run("r => ({...r, n: r.n + 1})").expect(200);
        assertThat(result.at("/output/id").toString()).isEqualTo("9007199254740993");
        assertThat(result.at("/output/n").toString()).isEqualTo("2");
        JsonNode sum = preview(Map.of("operation", "JSONATA", "parameters", Map.of("expression", "{'twice': n * 2}")))
                .expect(200);
        assertThat(sum.at("/output").toString()).isEqualTo("{\"twice\":2}");
    }

    @Test
    void whatIsWrongInAPreviewIsPointedAtInItsBody() {
        JsonNode refused = preview(Map.of("operation", "JSONATA", "parameters", Map.of("expression", "$sum(")))
                .expect(400);
        assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/definition/rules/0/parameters/expression");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "r => { while (true) {} }",
                "r => 'x'.repeat(2 ** 30)",
                "r => { const a = []; while (true) a.push({}) }",
                "r => { const f = () => { try { f() } catch (e) { f() } }; f() }",
                "r => /(a*)*\\1b$/.test('a'.repeat(50) + 'c')",
            })
    void aScriptThatDoesNotEndIsEndedAndHarmsNothing(String script) {
        long begin = System.nanoTime();
        JsonNode result = run(script).expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        assertThat(result.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(result.at("/errors/0/operation").asText()).isEqualTo("JAVASCRIPT");
        awaitServed();
    }

    @Test
    void tenAtOnceHarmNothing() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<Answer>> bombs = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                bombs.add(threads.submit(() -> run("r => { const a = []; while (true) a.push({a: a.length}) }")));
            }
            for (Future<Answer> bomb : bombs) {
                // Those that got no turn are refused, and may try again.
                assertThat(bomb.get().status()).isIn(200, 422);
            }
        } finally {
            threads.shutdownNow();
        }
        awaitServed();
    }

    @Test
    void aViewerReadsOnly() {
        Tenant tenant = Tenant.create(platform, "transformation-viewers");
        assertThat(tenant.as("VIEWER").get(ROUTE).status()).isEqualTo(200);
        assertThat(tenant.as("VIEWER").post(ROUTE, Map.of()).status()).isEqualTo(403);
    }

    /** What cannot be stopped keeps its turn for a moment. */
    private static void awaitServed() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Answer answer = run("r => ({ok: true})");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().at("/output/ok").asBoolean()).isTrue();
        });
    }

    private static Answer run(String script) {
        return preview(Map.of("operation", "JAVASCRIPT", "parameters", Map.of("script", script)));
    }

    private static Answer preview(Map<String, Object> step) {
        return admin.post(
                ROUTE + "/preview",
                Map.of("definition", Map.of("name", "P", "type", "CUSTOM", "rules", List.of(step)), "sample", SAMPLE));
    }
}
