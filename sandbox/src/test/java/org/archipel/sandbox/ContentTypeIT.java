package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.RestCalls;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The content types that an extension answers with. */
class ContentTypeIT {
    /** The server would read it for minutes, in code that nothing ends. */
    @Test
    void aContentTypeThatTakesForEverToReadIsAnError() {
        SandboxPlatform platform = SandboxPlatform.start(SandboxPlatform.temporaryFolder(), Map.of());
        try (platform) {
            platform.service(ExtensionRuntime.class);
            answers(platform, new RestCalls(platform.url()));
        }
    }

    private static void answers(SandboxPlatform platform, RestCalls calls) {
        ExtensionJar jar = Samples.jar("1.0.0", RestResource.class, "", """
                @Path("type")
                public class Tiny implements RestResource {
                    public Tiny(ExtensionContext context) {}
                    @GET public Response get() {
                        return Response.ok("x").header("Content-Type", "a/b;x=\\"\\";" + "w".repeat(200_000)).build();
                    }
                    @GET @Path("short") public Response little() {
                        return Response.ok("x").header("Content-Type", "text/plain;x=\\"y\\"").build();
                    }
                    @GET @Path("held") @Produces("text/plain") public String held() {
                        Response response = Response.ok("x").build();
                        response.getHeaders().putSingle("content-type", "a/b;x=\\"\\";" + "w".repeat(200_000));
                        try {
                            return "read " + response.getMediaType();
                        } catch (SecurityException e) {
                            return "denied";
                        }
                    }
                }
                """);
        Island island = Samples.island("type", "1.0.0");
        Bundle bundle = platform.install(island, jar);
        platform.runtime().serve(island.location());

        assertThat(calls.get("type", "/api/x/com.acme.tiny/type/short")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .contains("text/plain");
        assertThat(calls.get("type", "/api/x/com.acme.tiny/type/held").body()).isEqualTo("denied");
        long start = System.nanoTime();
        assertThat(calls.get("type", "/api/x/com.acme.tiny/type").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        platform.remove(island, bundle);
    }
}
