package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What Prometheus sees, and who may see it. */
class MetricsTest {
    private static final String METRICS = "/metrics";

    private final SharedPlatform platform = SharedPlatform.get();

    @Test
    void strangersSeeNothing() {
        assertThat(platform.anonymous().get(METRICS).status()).isEqualTo(401);
        assertThat(platform.administrator().as("not-a-key").get(METRICS).status())
                .isEqualTo(401);
        assertThat(platform.administrator().json("POST", METRICS, "", Map.of()).status())
                .isEqualTo(405);
    }

    @Test
    void requestsAreCountedByTheTemplateOfTheirRoute() {
        RestClient administrator = platform.administrator();
        administrator.get("/api/jobs/01999999-0000-7000-8000-000000000000");
        administrator.get("/no/such/path/" + System.nanoTime());

        // A request is counted once it is over, which may be after its answer was read.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertCounted(administrator.get(METRICS)));
    }

    private static void assertCounted(Answer metrics) {
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.headers()).containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.text())
                .contains("jvm_memory_used_bytes{", "process_cpu_usage", "archipel_jobs{state=\"queued\"}")
                .containsPattern(
                        "archipel_http_requests_seconds_count\\{method=\"GET\",route=\"/api/jobs/\\{\\w+}\",status=\"404\"")
                .containsPattern("archipel_http_requests_seconds_bucket\\{.*le=\"0.1\"")
                .containsPattern("archipel_http_requests_seconds_count\\{method=\"GET\",route=\"none\",status=\"404\"")
                .doesNotContain("/no/such/path", "01999999-0000");
    }

    /** The upstream's answer is held back until time has gone by that a count at the request's begin would not have. */
    @Test
    void aRequestThatWaitsForOthersIsCountedWhenItsAnswerIsComplete() throws Exception {
        String slug = "metrics-async-" + System.nanoTime();
        Tenant tenant = Tenant.create(platform, slug);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        upstream.createContext("/", exchange -> {
            asked.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(418, -1);
            exchange.close();
        });
        upstream.start();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            String endpoint = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/";
            tenant.admin()
                    .post(
                            "/api/apis",
                            Map.of(
                                    "name", "slow",
                                    "method", "GET",
                                    "path", "/slow",
                                    "config",
                                            Map.of(
                                                    "integrations",
                                                    List.of(Map.of("name", "up", "endpoint", endpoint)))))
                    .expect(201);
            Future<Answer> answer = threads.submit(() -> tenant.admin().get("/api/custom/" + slug + "/slow"));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            long begin = System.nanoTime();
            assertThat(series("count", 418)).isEmpty();
            double held = (System.nanoTime() - begin) / 1e9;
            gate.countDown();
            assertThat(answer.get(60, TimeUnit.SECONDS).status()).isEqualTo(418);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(series("count", 418)).hasValue(1));
            assertThat(series("sum", 418).getAsDouble()).isGreaterThanOrEqualTo(held);
        } finally {
            gate.countDown();
            upstream.stop(0);
            threads.shutdownNow();
        }
    }

    /** What is told of the custom APIs' requests that were answered with a status. */
    private OptionalDouble series(String kind, int status) {
        String name = "archipel_http_requests_seconds_" + kind
                + "{method=\"GET\",route=\"/api/custom/{organization}\",status=\"" + status + "\"";
        return platform.administrator()
                .get(METRICS)
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    @Test
    void membersSeeTheirOrganizationOnly() {
        Tenant tenant = Tenant.create(platform, "metrics-" + System.nanoTime());
        Tenant other = Tenant.create(platform, "metrics-other-" + System.nanoTime());

        for (String role : new String[] {Tenant.ADMIN, "VIEWER"}) {
            Answer metrics = tenant.as(role).get(METRICS);

            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.text().lines().filter(line -> !line.startsWith("#")))
                    .allMatch(line -> line.contains("organization=\"" + tenant.id() + "\""));
            assertThat(metrics.text()).doesNotContain(other.id());
        }
        assertThat(tenant.as("PUBLISHER").get(METRICS).status()).isEqualTo(403);
    }

    @Test
    void jobsAreTimed() {
        RestClient administrator = platform.administrator();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(administrator
                                .get(METRICS)
                                .text()
                                .lines()
                                .filter(line -> line.startsWith("archipel_jobs{"))
                                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                                .collect(Collectors.toList()))
                        .hasSize(2)
                        .noneMatch("NaN"::equals));
    }
}
