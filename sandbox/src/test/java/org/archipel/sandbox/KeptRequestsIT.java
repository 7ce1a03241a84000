package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.RawConnection;
import org.archipel.sandbox.test.RestCalls;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** What a resource keeps of a request is of no use afterwards: the container uses it again for the next one of the connection. */
class KeptRequestsIT {
    private static final String PATH = "/api/x/com.acme.tiny/body/";
    private static final Island ISLAND = Samples.island("keeps", "1.0.0");
    private static SandboxPlatform platform;
    private static RestCalls calls;
    private static Bundle bundle;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(
                SandboxPlatform.temporaryFolder(),
                Map.of(
                        "archipel.extension.call-limit-seconds", "3",
                        "archipel.extension.request-limit-seconds", "3"));
        platform.service(ExtensionRuntime.class);
        calls = new RestCalls(platform.url());
        bundle = platform.install(ISLAND, Samples.jar("1.0.0", RestResource.class, "", """
            @Path("body")
            public class Tiny implements RestResource {
                private static volatile java.io.InputStream kept;
                private static volatile java.util.concurrent.CountDownLatch served;
                private static volatile java.util.concurrent.CountDownLatch spied;
                public Tiny(ExtensionContext context) {}
                @POST @Path("echo") public String echo(java.io.InputStream body) throws java.io.IOException {
                    return new String(body.readAllBytes());
                }
                @POST @Path("late") public String late(java.io.InputStream body) throws Exception {
                    served.countDown();
                    spied.await(1, java.util.concurrent.TimeUnit.SECONDS);
                    return echo(body);
                }
                @POST @Path("lines") public String lines(java.io.Reader body) throws java.io.IOException {
                    return new java.io.BufferedReader(body).readLine();
                }
                @POST @Path("keep") public String keep(java.io.InputStream body) {
                    kept = body;
                    served = new java.util.concurrent.CountDownLatch(1);
                    spied = new java.util.concurrent.CountDownLatch(1);
                    return "kept";
                }
                @POST @Path("fail") public String fail(java.io.InputStream body) {
                    keep(body);
                    throw new IllegalStateException("kept");
                }
                @GET @Path("spy") public String spy() throws Exception {
                    served.await(1, java.util.concurrent.TimeUnit.SECONDS);
                    try {
                        for (int i = 0; i < 100; i++) {
                            int read = kept.read();
                            // A byte of its own may have been read ahead.
                            if (read >= 0 && read != '1') { return "read " + (char) read; }
                        }
                        return "nothing came";
                    } catch (SecurityException | java.io.IOException e) {
                        return e.getMessage();
                    } finally {
                        spied.countDown();
                    }
                }
            }
            """));
        platform.runtime().serve(ISLAND.location());
    }

    @AfterAll
    static void stop() {
        platform.remove(ISLAND, bundle);
        platform.close();
    }

    @Test
    void aBodyIsReadWithinItsCall() {
        assertThat(calls.post("keeps", PATH + "echo", "mine")).isEqualTo("mine");
        assertThat(calls.post("keeps", PATH + "lines", "first\nsecond")).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep", "fail"})
    void aBodyThatIsKeptUnreadIsNotThatOfTheNextRequest(String way) {
        try (RawConnection connection = new RawConnection(platform.url())) {
            connection.post("keeps", PATH + way, 1).send("1");
            assertThat(connection.answer()).startsWith("HTTP/1.1 ");
            CompletableFuture<String> spied = CompletableFuture.supplyAsync(
                    () -> calls.get("keeps", PATH + "spy").body());

            connection.post("keeps", PATH + "late", 15).send("password=secret");

            assertThat(connection.answer()).endsWith("password=secret");
            assertThat(spied).succeedsWithin(Duration.ofMinutes(1)).asString().doesNotStartWith("read ");
        }
    }
}
