package org.archipel.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published JSONPath compliance suite, unchanged. */
class JsonPathComplianceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> complianceSuite() throws IOException {
        try (InputStream suite = getClass().getResourceAsStream("/jsonpath/cts.json")) {
            JsonNode tests = MAPPER.readTree(suite).get("tests");
            return StreamSupport.stream(tests.spliterator(), false)
                    .map(test -> dynamicTest(test.get("name").textValue(), () -> run(test)));
        }
    }

    private static void run(JsonNode test) {
        String selector = test.get("selector").textValue();
        if (test.path("invalid_selector").asBoolean()) {
            assertThatThrownBy(() -> JsonPath.compile(selector)).isInstanceOf(JsonPathSyntaxException.class);
            return;
        }
        ArrayNode result = MAPPER.createArrayNode();
        JsonPath.compile(selector).select(test.get("document")).forEach(result::add);
        if (test.has("result")) {
            assertThat(result).isEqualTo(test.get("result"));
        } else {
            assertThat(test.get("results")).contains(result);
        }
    }
}
