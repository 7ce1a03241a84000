package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(platform.administrator()
                        .json("POST", METRICS, "", java.util.Map.of())
                        .status())
                .isEqualTo(405);
    }

    @Test
    void requestsAreCountedByTheTemplateOfTheirRoute() {
        RestClient administrator = platform.administrator();
        administrator.get("/api/jobs/01999999-0000-7000-8000-000000000000");
        administrator.get("/no/such/path/" + System.nanoTime());

        Answer metrics = administrator.get(METRICS);

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
