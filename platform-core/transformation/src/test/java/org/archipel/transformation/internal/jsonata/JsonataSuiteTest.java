package org.archipel.transformation.internal.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static final int MOST_OF_THE_SUITE = 1_000;
    private static final List<String> MISSING = List.of(
            "regular expressions are",
            "signatures of",
            "$eval is",
            "$toMillis takes",
            "more than",
            "longer than",
            "too deep");
    private static final List<String> CHANGING = List.of("$random", "$now", "$millis", "$shuffle");
    private static final String ROOT = "test/test-suite/";

    private final Map<String, String> files = new TreeMap<>();
    private final TreeSet<String> failed = new TreeSet<>();
    private int cases;
    private int compared;

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

    /** But for what the platform does not have, and what is different at each evaluation. */
    @Test
    void thePlatformGivesWhatTheLibraryGives() throws IOException {
        read();
        TreeSet<String> different = new TreeSet<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (file.getKey().startsWith("groups/") && file.getKey().endsWith(".json")) {
                JsonNode content = MAPPER.readTree(file.getValue());
                for (JsonNode test :
                        content.isArray() ? content : MAPPER.createArrayNode().add(content)) {
                    String difference = test.path("bindings").isEmpty() ? difference(file.getKey(), test) : null;
                    if (difference != null) {
                        different.add(file.getKey() + " " + difference);
                    }
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(compared).isGreaterThan(MOST_OF_THE_SUITE);
    }

    /** What differs; null if nothing does or the library fails. */
    private String difference(String name, JsonNode test) throws IOException {
        String text = text(name, test);
        Object input = input(test);
        JsonNode document = PlainValues.toJson(input, () -> {}).orElse(MAPPER.nullNode());
        Optional<JsonNode> expected;
        try {
            expected = evaluate(text, test, PlainValues.fromJson(document));
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
        if (CHANGING.stream().anyMatch(text::contains)) {
            return null;
        }
        try {
            Optional<JsonNode> given = JsonataExpression.compile(text).evaluate(document);
            compared++;
            return given.equals(expected) ? null : text + " gave " + given + " and not " + expected;
        } catch (IllegalArgumentException e) {
            return MISSING.stream().anyMatch(e.getMessage()::contains) ? null : text + " failed: " + e.getMessage();
        }
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
        String expression = text(name, test);
        String problem;
        try {
            Optional<JsonNode> result = evaluate(expression, test, input(test));
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

    private String text(String name, JsonNode test) {
        return test.has("expr-file")
                ? files.get(name.substring(0, name.lastIndexOf('/') + 1)
                        + test.get("expr-file").asText())
                : test.path("expr").asText();
    }

    private Optional<JsonNode> evaluate(String expression, JsonNode test, Object input) {
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
        return PlainValues.toJson(compiled.evaluate(input, frame), () -> {});
    }

    private Object input(JsonNode test) throws IOException {
        if (test.has("data")) {
            return PlainValues.fromJson(test.get("data"));
        }
        return test.hasNonNull("dataset")
                ? PlainValues.fromJson(MAPPER.readTree(
                        files.get("datasets/" + test.get("dataset").asText() + ".json")))
                : null;
    }
}
