package org.archipel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.archipel.api.error.ErrorCode;
import org.archipel.rest.test.RawHttp;
import org.archipel.rest.test.RawHttp.Answer;
import org.archipel.rest.test.TestPlatform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiIT {
    @TempDir
    static Path data;

    static TestPlatform platform;
    static RawHttp http;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startReady(data);
        http = platform.http();
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void documentIsValidOpenApi31() throws IOException {
        Answer answer = http.get("/api/openapi.json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        try (InputStream source = OpenApiIT.class.getResourceAsStream("/openapi/openapi-3.1-schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(source.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            List<Error> errors = schema.validate(answer.body(), InputFormat.JSON);
            assertThat(errors).as(answer.body()).isEmpty();
        }
    }

    @Test
    void documentTellsWhatTheCodeSays() {
        JsonNode document = http.get("/api/openapi.json").json();
        JsonNode create = document.at("/paths/~1api~1probes/post");
        assertThat(create.at("/summary").asText()).isEqualTo("Creates a probe");
        assertThat(create.at("/x-permission").asText()).isEqualTo("integrations:write");
        assertThat(create.at("/security/0").has("bearer")).isTrue();
        String body =
                create.at("/requestBody/content/application~1json/schema/$ref").asText();
        assertThat(body).isEqualTo("#/components/schemas/Probe");

        JsonNode probe = document.at(body.substring(1));
        assertThat(probe.at("/properties/count/type").asText()).isEqualTo("integer");
        JsonNode mood = document.at(probe.at("/properties/mood/$ref").asText().substring(1));
        assertThat(mood.at("/enum").toString()).isEqualTo("[\"CALM\",\"WILD\"]");
        assertThat(probe.at("/properties/parts/items/$ref").asText()).isEqualTo("#/components/schemas/Part");

        JsonNode list = document.at("/paths/~1api~1probes/get");
        assertThat(list.at("/parameters").findValuesAsText("$ref")).contains("#/components/parameters/cursor");
        assertThat(list.at("/security").size()).isZero();
        assertThat(document.at("/paths/~1api~1probes~1{id}/get/parameters/0/required")
                        .asBoolean())
                .isTrue();
        assertThat(document.at("/paths").has("/api/health/live")).isTrue();
    }

    @Test
    void answersTellWhatIsAlwaysThere() {
        JsonNode schemas = http.get("/api/openapi.json").json().at("/components/schemas");
        assertThat(schemas.at("/Problem/required"))
                .extracting(JsonNode::asText)
                .contains("type", "title", "status", "detail", "code", "retryable")
                .doesNotContain("instance", "retryAfter", "errors", "integrationId");
        assertThat(schemas.at("/HealthReportCheck/required"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("name", "status", "detail");
    }

    @Test
    void requestsTellWhatTheyMustHaveAndWhatStandsForTheRest() {
        JsonNode schemas = http.get("/api/openapi.json").json().at("/components/schemas");
        // A request may leave out what an answer has.
        assertThat(schemas.at("/Probe/required")).extracting(JsonNode::asText).containsExactly("name");
        assertThat(schemas.at("/Part/required")).extracting(JsonNode::asText).containsExactly("label");
        assertThat(schemas.at("/Part/properties/weight/default").asInt(-1)).isZero();
        assertThat(schemas.at("/Part/properties/label").has("default")).isFalse();
        assertThat(schemas.toString()).doesNotContain("x-request");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = http.get("/api/openapi.json").json();
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    void documentIsCachedByItsTag() {
        String tag = http.get("/api/openapi.json").header("ETag").orElseThrow();
        assertThat(http.get("/api/openapi.json", "If-None-Match: " + tag).status())
                .isEqualTo(304);
    }

    @Test
    void addressOfThePlatformLeadsToTheReader() {
        Answer root = http.get("/");
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.header("Location")).get().asString().endsWith("/docs");
        assertThat(http.get("/index.html").status()).isEqualTo(404);
    }

    @Test
    void readerComesWholeFromThePlatform() {
        Answer page = http.get("/docs");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).get().asString().contains("script-src 'self'");
        assertThat(page.body())
                .contains("/docs/platform.js")
                .doesNotContain("http://", "https://", "<script>", "style=");
        assertThat(http.get("/docs/reader.js").status()).isEqualTo(200);
        assertThat(http.get("/docs/platform.js").body()).contains("from \"/docs/reader.js\"");
        assertThat(http.get("/docs/reader.css").status()).isEqualTo(200);
        assertThat(http.get("/docs/other").status()).isEqualTo(404);
        for (var code : ErrorCode.values()) {
            assertThat(page.body()).contains("id=\"problem-" + code + "\"");
        }
    }
}
