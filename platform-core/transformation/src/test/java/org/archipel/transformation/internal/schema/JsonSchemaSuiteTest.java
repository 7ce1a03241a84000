package org.archipel.transformation.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;

/** The public JSON-Schema-Test-Suite for draft 2020-12, unchanged. What fails is listed in {@code docs/transformation.md}. */
class JsonSchemaSuiteTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Schemas that refer to other documents or never end are refused before they are used: that is wanted. */
    private final Set<String> refused = new TreeSet<>();

    private final Set<String> failed = new TreeSet<>();
    private int cases;
    private int passed;
    private int casesOfRefused;

    @Test
    void mandatoryCases() throws IOException {
        run("draft2020-12/", false);
        System.out.println("JSON Schema 2020-12, mandatory: " + passed + " of " + cases + ", " + casesOfRefused
                + " cases of " + refused.size() + " schemas that are refused");
        refused.forEach(System.out::println);
        // Formats are asserted, which the specification leaves open and the suite takes for an annotation.
        assertThat(failed).allMatch(name -> name.startsWith("format.json") && name.endsWith("annotation by default"));
        assertThat(refused)
                .allMatch(name -> name.contains("localhost:1234") || name.contains("only JSON Schema 2020-12"));
    }

    @Test
    void formats() throws IOException {
        run("draft2020-12/optional/format/", true);
        System.out.println("JSON Schema 2020-12, formats: " + passed + " of " + cases);
        failed.forEach(System.out::println);
        assertThat((double) passed / cases).isGreaterThan(0.9);
    }

    private void run(String folder, boolean formats) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("/suites/json-schema-draft2020-12.zip");
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.startsWith(folder) && name.indexOf('/', folder.length()) < 0) {
                    for (JsonNode group : MAPPER.readTree(zip.readAllBytes())) {
                        group(name.substring(folder.length()), group);
                    }
                }
            }
        }
    }

    private void group(String file, JsonNode group) {
        String name = file + ": " + group.path("description").asText();
        DocumentSchema schema;
        try {
            schema = DocumentSchema.compile(group.get("schema"));
        } catch (ValidationException e) {
            refused.add(name + " - " + e.errors().get(0).message());
            casesOfRefused += group.path("tests").size();
            return;
        }
        List<JsonNode> tests = new ArrayList<>();
        group.path("tests").forEach(tests::add);
        for (JsonNode test : tests) {
            cases++;
            boolean valid = schema.check(test.get("data")).isEmpty();
            if (valid == test.path("valid").asBoolean()) {
                passed++;
            } else {
                failed.add(name + ": " + test.path("description").asText());
            }
        }
    }
}
