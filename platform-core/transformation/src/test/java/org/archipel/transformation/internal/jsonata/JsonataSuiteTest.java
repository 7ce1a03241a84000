package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.archipel.transformation.function.Values;
import org.junit.jupiter.api.Test;

/** The public JSONata test suite, unchanged, on the library and on what the platform allows of it. */
class JsonataSuiteTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Of the library; {@code docs/transformation.md} lists them. */
    private static final int KNOWN_FAILURES = 33;

    private static final String ROOT = "test/test-suite/";

    private final Map<String, String> files = new TreeMap<>();
    private final TreeSet<String> failed = new TreeSet<>();
    private int cases;

    @Test
    void theLibraryPassesTheSuite() throws IOException {
        read();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().startsWith("groups/") && file.getKey().endsWith(".json")) {
                JsonNode content = MAPPER.readTree(file.getValue());
                if (content.isArray()) {
                    int number = 0;
                    for (JsonNode test : content) {
                        run(file.getKey() + "#" + number++, test);
                    }
                } else {
                    run(file.getKey(), content);
                }
            }
        }
        System.out.println("JSONata: " + (cases - failed.size()) + " of " + cases);
        failed.forEach(System.out::println);
        assertThat(failed).as("of %d cases", cases).hasSizeLessThanOrEqualTo(KNOWN_FAILURES);
    }

    private void read() throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/suites/jsonata-test-suite.zip");
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().startsWith(ROOT)) {
                    files.put(
                            entry.getName().substring(ROOT.length()),
                            new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void run(String name, JsonNode test) throws IOException {
        cases++;
        String expression = test.has("expr-file")
                ? files.get(name.substring(0, name.lastIndexOf('/') + 1)
                        + test.get("expr-file").asText())
                : test.path("expr").asText();
        String problem;
        try {
            Optional<JsonNode> result = evaluate(expression, test);
            if (test.has("result")) {
                problem = result.isPresent() && Values.same(result.get(), test.get("result"))
                        ? null
                        : "gave " + result.map(Object::toString).orElse("undefined");
            } else {
                problem = test.has("undefinedResult") && result.isEmpty() ? null : "gave " + result;
            }
        } catch (JException | EvaluationBounds.Exceeded e) {
            problem = test.has("code") || test.has("error") ? null : "failed: " + e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            problem = test.has("code") || test.has("error") ? null : "failed: " + e;
        }
        if (problem != null) {
            failed.add(name + " " + problem.lines().findFirst().orElse(""));
        }
    }

    private Optional<JsonNode> evaluate(String expression, JsonNode test) throws IOException {
        Jsonata compiled = Jsonata.jsonata(expression);
        compiled.setOutputConvertNulls(false);
        Jsonata.Frame frame = compiled.createFrame();
        if (test.has("timelimit")) {
            frame.setRuntimeBounds(
                    test.get("timelimit").asLong(), test.get("depth").asInt());
        }
        test.path("bindings")
                .properties()
                .forEach(binding -> frame.bind(binding.getKey(), PlainValues.fromJson(binding.getValue())));
        Object input = null;
        if (test.has("data")) {
            input = PlainValues.fromJson(test.get("data"));
        } else if (test.hasNonNull("dataset")) {
            input = PlainValues.fromJson(
                    MAPPER.readTree(files.get("datasets/" + test.get("dataset").asText() + ".json")));
        }
        return PlainValues.toJson(compiled.evaluate(input, frame));
    }
}
