package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.RestCalls;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;

/** What a body may become: what a resource can ask for without that anything is written or opened for it. */
class RequestBodiesIT {
    private static final String PATH = "/api/x/com.acme.tiny/body/";
    private static final String FILES = "org.apache.cxf.io.CachedOutputStream.OutputDirectory";
    private static final Island ISLAND = Samples.island("bodies", "1.0.0");
    private static SandboxPlatform platform;
    private static RestCalls calls;
    private static Bundle bundle;
    private static Path files;

    @BeforeAll
    static void start() {
        Path folder = SandboxPlatform.temporaryFolder();
        files = SandboxPlatform.temporaryFolder();
        System.setProperty(FILES, files.toString());
        platform = SandboxPlatform.start(folder, Map.of());
        platform.service(ExtensionRuntime.class);
        calls = new RestCalls(platform.url());
        bundle = platform.install(ISLAND, Samples.jar("1.0.0", RestResource.class, "", """
            @Path("body")
            public class Tiny implements RestResource {
                public record Own(String name) {}
                public Tiny(ExtensionContext context) {}
                @POST @Path("text") public String text(String body) { return body; }
                @POST @Path("bytes") public String bytes(byte[] body) { return new String(body); }
                @POST @Path("number") @Consumes("text/plain") public String number(Integer body) { return "" + body; }
                @POST @Path("stream") public String stream(java.io.InputStream body) throws Exception {
                    return new String(body.readAllBytes()); }
                @POST @Path("reader") public String reader(java.io.Reader body) throws Exception {
                    return new java.io.BufferedReader(body).readLine(); }
                @POST @Path("own") public String own(Own body) { return body.name(); }
                @POST @Path("list") public String list(java.util.List<Own> body) { return body.get(0).name(); }
                @POST @Path("form") public String form(@FormParam("a") String a) { return a; }
                @POST @Path("all") @Consumes("application/x-www-form-urlencoded")
                public String all(MultivaluedMap<String, String> form) { return form.getFirst("a"); }
                @POST @Path("whole") @Consumes("application/x-www-form-urlencoded")
                public String whole(Form form) { return form.asMap().getFirst("a"); }
                @POST @Path("parts") @Consumes("multipart/form-data")
                public String parts(@FormParam("a") String a) { return "" + a.length(); }
                @POST @Path("file") public String file(java.io.File body) { return "a file"; }
                @POST @Path("digest") public String digest(java.security.DigestInputStream body) { return "a digest"; }
                @POST @Path("output") public String output(StreamingOutput body) { return "an output"; }
            }
            """));
        platform.runtime().serve(ISLAND.location());
    }

    @AfterAll
    static void stop() {
        platform.remove(ISLAND, bundle);
        platform.close();
        System.clearProperty(FILES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text|text/plain|one|one",
                "text|application/json|{}|{}",
                "bytes|application/octet-stream|one|one",
                "bytes|application/xml|<a/>|<a/>",
                "number|text/plain|7|7",
                "stream|text/plain|one|one",
                "stream|application/json|{}|{}",
                "reader|text/plain|one|one",
                "reader|application/json|{}|{}",
                "own|application/json|{\"name\":\"one\"}|one",
                "list|application/json|[{\"name\":\"one\"}]|one",
                "form|application/x-www-form-urlencoded|a=one|one",
                "all|application/x-www-form-urlencoded|a=one|one",
                "whole|application/x-www-form-urlencoded|a=one|one"
            })
    void aBodyBecomesWhatHoldsIt(String path, String type, String body, String answer) {
        HttpResponse<String> answered = calls.post("bodies", PATH + path, type, body);

        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "file,text/plain,java.io.File",
        "file,application/json,java.io.File",
        "digest,text/plain,java.security.DigestInputStream",
        "output,text/plain,javax.ws.rs.core.StreamingOutput",
        "own,application/xml,com.acme.tiny.Tiny$Own"
    })
    void aBodyBecomesNothingElse(String path, String type, String refused) throws IOException {
        HttpResponse<String> answered = calls.post("bodies", PATH + path, type, "{}");

        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(403);
        assertThat(answered.body()).contains("no body becomes a " + refused);
        assertThat(files).isEmptyDirectory();
    }

    @Test
    void largePartsOfAFormAreNotWrittenToFiles() throws IOException {
        assertThat(parts(1)).isEqualTo("1");
        // Where they would be written.
        Files.delete(files);
        try {
            assertThat(parts(300_000)).isEqualTo("300000");
        } finally {
            Files.createDirectory(files);
        }
    }

    private static String parts(int length) {
        String body =
                "--cut\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + "a".repeat(length) + "\r\n--cut--\r\n";
        return calls.post("bodies", PATH + "parts", "multipart/form-data; boundary=cut", body)
                .body();
    }
}
