package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
import org.archipel.api.connector.Connector;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.FrameworkWiring;

/** The sandbox in a framework, with extensions in it that are built as strangers build them. */
class SandboxIT {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static SandboxPlatform platform;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static HttpResponse<String> get(String organization, String path) {
        return send(HttpRequest.newBuilder(URI.create(platform.url() + path))
                .header("X-API-Key", organization)
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String log(Island island) {
        return platform.service(ExtensionLogs.class)
                .tail(
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        20)
                .toString();
    }

    private static HttpResponse<String> post(String path, int bytes) {
        return send(HttpRequest.newBuilder(URI.create(platform.url() + path))
                .header("X-API-Key", "rest")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                .build());
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        HttpResponse<String> answer = get("rest", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("version").asText()).isEqualTo("1.0.0");
        assertThat(json(answer).path("uri").asText()).isEqualTo(platform.url() + path);
        HttpResponse<String> created = send(HttpRequest.newBuilder(URI.create(platform.url() + path))
                .header("X-API-Key", "rest")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(created.headers().firstValue("Location")).contains(platform.url() + path + "/7");

        HttpResponse<String> early = get("stranger", path);
        assertThat(early.statusCode())
                .as("an extension that may be on its way after the start")
                .isEqualTo(503);
        assertThat(early.headers().firstValue("Retry-After")).contains("1");
        platform.runtime().restored();
        assertThat(get("stranger", path).statusCode()).isEqualTo(404);
        assertThat(get("nobody", path).statusCode()).isEqualTo(403);
        assertThat(get("rest", "/_ext/" + island.installation().installationId() + "/1.0.0/version")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> failure = get("rest", path + "/fail");
        assertThat(failure.statusCode()).isEqualTo(502);
        assertThat(failure.body()).contains("INTEGRATION_ERROR").doesNotContain("secret", "IllegalState");
        assertThat(get("rest", path + "/missing").statusCode()).isEqualTo(404);
        HttpResponse<String> headers = get("rest", path + "/headers");
        assertThat(headers.body().toLowerCase(Locale.ROOT)).contains("host").doesNotContain("api-key");
        assertThat(headers.headers().map()).containsKey("x-mine").doesNotContainKey("set-cookie");
        assertThat(headers.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        assertThat(post(path + "/length", 1_000).body()).isEqualTo("1000");
        assertThat(post(path + "/length", 11 << 20).statusCode()).isEqualTo(413);
        long start = System.nanoTime();
        assertThat(get("rest", path + "/hang").statusCode()).isEqualTo(502);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));

        platform.runtime().drain(island.location(), DRAIN);
        assertThat(get("rest", path).statusCode()).isEqualTo(404);
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

        assertThat(post("keeps", "/api/x/com.acme.tiny/body/keep", "mine")).isEqualTo("mine");
        assertThat(post("keeps", "/api/x/com.acme.tiny/body/steal", "the next")).doesNotContain("next");
        platform.remove(island, bundle);
    }

    private static String post(String organization, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(platform.url() + path))
                        .header("X-API-Key", organization)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .body();
    }

    @Test
    void anEndlessRequestIsStoppedAndTheExtensionSuspendedWhenThatRepeats() {
        Island island = Samples.island("endless", "1.0.0");
        Bundle bundle = platform.install(island, Samples.rest("1.0.0"));
        platform.runtime().serve(island.location());
        String path = "/api/x/com.acme.tiny/version";
        assertThat(get("endless", path).statusCode()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> stopped = get("endless", path + "/endless");
            // On a busy machine time on the clock runs out before processor time does.
            assertThat(json(stopped).path("code").asText())
                    .as(() -> stopped.body() + log(island))
                    .isIn("QUOTA_EXCEEDED", "INTEGRATION_ERROR");
            assertThat(json(stopped).path("detail").asText())
                    .containsAnyOf("ms of CPU time; a call may use 1,000 ms", "did not answer within 5000 ms");
        }

        assertThat(get("endless", path).body()).contains("is suspended");
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
                    int status = get("load", path).statusCode();
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
            assertThat(json(get("load", path)).path("version").asText()).isEqualTo("1.0." + upgrade);
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

    private static Health healthOf(String organization, String body) {
        Island island = Samples.island(organization, "1.0.0");
        Bundle bundle = platform.install(island, Samples.jar("1.0.0", HealthCheck.class, "", body));
        try {
            return platform.runtime().health(island.location());
        } finally {
            platform.remove(island, bundle);
        }
    }

    @Test
    void activationThatThrowsOrHangsIsAnErrorWithinTheLimit() {
        Health thrown = healthOf(
                "throws",
                "public class Tiny implements HealthCheck { public Tiny(ExtensionContext c) { throw new Error(\"no\");"
                        + " } public Health check() { return Health.healthy(); } }");
        assertThat(thrown.status()).isEqualTo(Health.Status.ERROR);
        long start = System.nanoTime();
        Health hung = healthOf(
                "hangs",
                "public class Tiny implements HealthCheck { public Tiny(ExtensionContext c) throws Exception {"
                        + " Thread.sleep(600000); } public Health check() { return Health.healthy(); } }");
        assertThat(hung.status()).isEqualTo(Health.Status.ERROR);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void healthChecksThatThrowOrAnswerNothingAreErrors() {
        String checks =
                "public class Tiny implements HealthCheck { public Tiny(ExtensionContext c) {} public Health check() {"
                        + " %s } }";
        assertThat(healthOf("check1", checks.formatted("throw new RuntimeException();"))
                        .status())
                .isEqualTo(Health.Status.ERROR);
        assertThat(healthOf("check2", checks.formatted("return null;")).status())
                .isEqualTo(Health.Status.ERROR);
        assertThat(healthOf("check3", checks.formatted("return new Health(Health.Status.WARNING, \"hm\");")))
                .isEqualTo(new Health(Health.Status.WARNING, "hm"));
    }

    @Test
    void connectorsAreOfferedBehindAGuard() throws InvalidSyntaxException {
        Island island = Samples.island("connects", "1.0.0");
        Bundle bundle = platform.install(island, Samples.jar("1.0.0", Connector.class, "", """
            public class Tiny implements Connector {
                public Tiny(ExtensionContext context) {}
                public ConnectorDefinition definition() {
                    var none = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
                    return new ConnectorDefinition("com.acme.tiny", "Tiny", "", IntegrationType.CUSTOM, "1.0.0",
                        none, none, java.util.Set.of(Capability.READ), java.util.List.of(), DataModel.empty(), "");
                }
                public ConnectorSession open(ConnectorContext context) {
                    return new ConnectorSession() {
                        public ReadPage read(ReadRequest request) { throw new IllegalStateException("inside"); }
                    };
                }
            }
            """));
        platform.runtime().serve(island.location());

        var references =
                platform.context().getServiceReferences(Connector.class, "(" + Island.ORGANIZATION + "=connects)");
        assertThat(references).hasSize(1);
        Connector connector =
                platform.context().getService(references.iterator().next());
        assertThat(connector.definition().id()).isEqualTo("com.acme.tiny");
        var session = connector.open(null);
        assertThatThrownBy(() -> session.read(null))
                .isExactlyInstanceOf(PlatformException.class)
                .hasNoCause();
        session.close();
        platform.runtime().drain(island.location(), DRAIN);
        assertThat(platform.context().getServiceReferences(Connector.class, "(" + Island.ORGANIZATION + "=connects)"))
                .isEmpty();
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
