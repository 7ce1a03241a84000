package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.archipel.api.extension.Health;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.RestCalls;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** The sandbox in a framework, with extensions in it that are built as strangers build them. */
class SandboxIT {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static SandboxPlatform platform;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(
                SandboxPlatform.temporaryFolder(),
                Map.of(
                        "archipel.extension.call-limit-seconds", "5",
                        "archipel.extension.request-limit-seconds", "5",
                        "archipel.extension.abandoned-threads", "2",
                        "archipel.extension.call-cpu-millis", "1000",
                        "archipel.extension.suspend-after", "3"));
        platform.service(ExtensionRuntime.class);
        calls = new RestCalls(platform.url());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static String log(Island island) {
        return platform.service(ExtensionLogs.class)
                .tail(
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        20)
                .toString();
    }

    @Test
    void restResourcesAnswerToTheirOrganizationUnderTheOutsideAddress() {
        Island island = Samples.island("rest", "1.0.0");
        Bundle bundle = platform.install(island, Samples.rest("1.0.0"));
        assertThat(platform.runtime().health(island.location()))
                .as(() -> platform.service(ExtensionLogs.class)
                        .tail("rest", island.installation().installationId(), 20)
                        .toString())
                .isEqualTo(Health.healthy());
        platform.runtime().serve(island.location());

        String path = "/api/x/com.acme.tiny/version";
        HttpResponse<String> answer = calls.get("rest", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RestCalls.json(answer).path("version").asText()).isEqualTo("1.0.0");
        assertThat(RestCalls.json(answer).path("uri").asText()).isEqualTo(platform.url() + path);
        HttpResponse<String> created = calls.post("rest", path);
        assertThat(created.headers().firstValue("Location")).contains(platform.url() + path + "/7");

        HttpResponse<String> early = calls.get("stranger", path);
        assertThat(early.statusCode())
                .as("an extension that may be on its way after the start")
                .isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).contains("1");
        platform.runtime().restored();
        HttpResponse<String> missing = calls.get("stranger", path);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("not installed here, disabled or suspended");
        assertThat(calls.get("nobody", path).statusCode()).isEqualTo(403);
        assertThat(calls.get("rest", "/_ext/" + island.installation().installationId() + "/1.0.0/version")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> failure = calls.get("rest", path + "/fail");
        assertThat(failure.statusCode()).isEqualTo(502);
        assertThat(failure.body()).contains("INTEGRATION_ERROR").doesNotContain("secret", "IllegalState");
        assertThat(calls.get("rest", path + "/missing").statusCode()).isEqualTo(404);
        HttpResponse<String> headers = calls.get("rest", path + "/headers");
        assertThat(headers.body().toLowerCase(Locale.ROOT)).contains("host").doesNotContain("api-key");
        assertThat(headers.headers().map()).containsKey("x-mine").doesNotContainKey("set-cookie");
        assertThat(headers.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(calls.post("rest", path + "/length", 1_000).body()).isEqualTo("1000");
        assertThat(calls.announce("rest", path + "/length", 11 << 20)).isEqualTo(413);
        long start = System.nanoTime();
        assertThat(calls.get("rest", path + "/hang").statusCode()).isEqualTo(502);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));

        platform.runtime().drain(island.location(), DRAIN);
        assertThat(calls.get("rest", path).statusCode()).isEqualTo(404);
        platform.remove(island, bundle);
    }

    /** The container may use the stream of a body again for the next request of the connection. */
    @Test
    void aBodyThatAResourceKeepsIsNotThatOfTheNextRequest() {
        Island island = Samples.island("keeps", "1.0.0");
        Bundle bundle = platform.install(island, Samples.jar("1.0.0", RestResource.class, "", """
            @Path("body")
            public class Tiny implements RestResource {
                private static volatile java.io.InputStream kept;
                public Tiny(ExtensionContext context) {}
                @POST @Path("keep") public String keep(java.io.InputStream body) throws java.io.IOException {
                    String read = new String(body.readAllBytes());
                    kept = body;
                    return read;
                }
                @POST @Path("steal") public String steal() {
                    try { return "read " + new String(kept.readAllBytes()); }
                    catch (java.io.IOException e) { return e.getMessage(); }
                }
            }
            """));
        platform.runtime().serve(island.location());

        assertThat(calls.post("keeps", "/api/x/com.acme.tiny/body/keep", "mine"))
                .isEqualTo("mine");
        assertThat(calls.post("keeps", "/api/x/com.acme.tiny/body/steal", "the next"))
                .doesNotContain("next");
        platform.remove(island, bundle);
    }

    @Test
    void anEndlessRequestIsStoppedAndTheExtensionSuspendedWhenThatRepeats() {
        Island island = Samples.island("endless", "1.0.0");
        Bundle bundle = platform.install(island, Samples.rest("1.0.0"));
        platform.runtime().serve(island.location());
        String path = "/api/x/com.acme.tiny/version";
        assertThat(calls.get("endless", path).statusCode()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> stopped = calls.get("endless", path + "/endless");
            // On a busy machine time on the clock runs out before processor time does.
            assertThat(RestCalls.json(stopped).path("code").asText())
                    .as(() -> stopped.body() + log(island))
                    .isIn("QUOTA_EXCEEDED", "INTEGRATION_ERROR");
            assertThat(RestCalls.json(stopped).path("detail").asText())
                    .containsAnyOf("ms of CPU time; a call may use 1,000 ms", "did not answer within 5000 ms");
        }

        assertThat(calls.get("endless", path).body()).contains("is suspended");
        var figures = platform.service(ExtensionStatistics.class)
                .of("endless", island.installation().installationId())
                .orElseThrow();
        assertThat(figures.suspended()).isTrue();
        assertThat(figures.used().stops() + figures.used().timeouts()).isEqualTo(3);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(platform.service(ExtensionStatistics.class)
                                .of("endless", island.installation().installationId())
                                .orElseThrow()
                                .abandonedThreads())
                        .isZero());
        platform.runtime().drain(island.location(), DRAIN);
        platform.remove(island, bundle);
    }

    @Test
    void upgradeUnderLoadFailsNoRequest() throws ExecutionException, InterruptedException {
        String path = "/api/x/com.acme.tiny/version";
        Island present = Samples.island("load", "1.0.0");
        Bundle bundle = platform.install(present, Samples.rest("1.0.0"));
        platform.runtime().serve(present.location());
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger answers = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<List<Integer>>> failures = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            failures.add(clients.submit(() -> {
                List<Integer> failed = new ArrayList<>();
                while (running.get()) {
                    int status = calls.get("load", path).statusCode();
                    answers.incrementAndGet();
                    if (status != 200) {
                        failed.add(status);
                    }
                }
                return failed;
            }));
        }
        for (int upgrade = 1; upgrade <= 20; upgrade++) {
            Island next = Samples.island("load", "1.0." + upgrade);
            Bundle nextBundle = platform.install(next, Samples.rest("1.0." + upgrade));
            platform.runtime().serve(next.location());
            platform.runtime().drain(present.location(), DRAIN);
            platform.remove(present, bundle);
            assertThat(RestCalls.json(calls.get("load", path)).path("version").asText())
                    .isEqualTo("1.0." + upgrade);
            int answered = answers.get();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answers.get() > answered);
            present = next;
            bundle = nextBundle;
        }
        running.set(false);
        for (Future<List<Integer>> failed : failures) {
            assertThat(failed.get()).isEmpty();
        }
        clients.shutdown();
        platform.runtime().drain(present.location(), DRAIN);
        platform.remove(present, bundle);
    }

    @Test
    void hostileExportsTouchNobodyElse() {
        Island island = Samples.island("export", "1.0.0");
        ExtensionJar jar = Samples.rest("1.0.0")
                .header(
                        "Export-Package",
                        "org.apache.cxf.evil;version=9,com.ctc.wstx.evil;version=9,org.archipel.api.http;version=\"9.0\"");
        Bundle bundle = platform.install(island, jar);
        FrameworkWiring wiring = platform.context().getBundle(0).adapt(FrameworkWiring.class);

        assertThat(wiring.getDependencyClosure(List.of(bundle))).containsExactly(bundle);
        platform.remove(island, bundle);
        assertThat(wiring.getRemovalPendingBundles()).allMatch(pending -> pending.equals(bundle));
    }

    @Test
    void anExtensionSeesNothingButItself() {
        Island island = Samples.island("view", "1.0.0");
        Bundle bundle = platform.install(island, Samples.rest("1.0.0"));

        assertThat(bundle.getBundleContext().getBundles()).containsExactly(bundle);
        assertThat(bundle.getBundleContext().getBundle(0)).isNull();
        assertThat(bundle.getBundleContext().getServiceReference(ExtensionRuntime.class.getName()))
                .isNull();
        assertThat(bundle.getBundleContext().getServiceReference("org.archipel.api.extension.ExtensionContext"))
                .isNotNull();
        Bundle scr = Arrays.stream(platform.context().getBundles())
                .filter(each -> "org.apache.felix.configadmin".equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        assertThat(scr.getBundleContext().getServiceReference("org.archipel.api.rest.RestResource"))
                .isNull();
        platform.remove(island, bundle);
    }

    @Test
    void classesThatWereNotPreparedAreNotLoaded() throws BundleException {
        Island island = Samples.island("unprepared", "1.0.0");
        platform.runtime().admit(island);
        Bundle bundle = platform.context()
                .installBundle(
                        island.location(),
                        new ByteArrayInputStream(Samples.rest("1.0.0").bytes()));
        try {
            bundle.start();
            assertThatThrownBy(() -> bundle.loadClass("com.acme.tiny.Tiny"))
                    .isInstanceOf(ClassFormatError.class)
                    .hasMessageContaining("not a prepared class");
        } finally {
            platform.remove(island, bundle);
        }
    }
}
