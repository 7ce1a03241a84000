package org.archipel.development.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;

/** The configuration of the extension under development, checked as the marketplace checks one at an install. */
record ConfigFile(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /**
     * What it says; empty if there is no file.
     *
     * @param schema that of the extension
     * @throws PlatformException {@code VALIDATION_ERROR} with what is wrong
     */
    ObjectNode read(ObjectNode schema) {
        if (!Files.exists(file)) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(parsed() instanceof ObjectNode config)) {
            throw wrong("is no JSON object", null);
        }
        var problems = REGISTRY.getSchema(schema).validate(config).stream()
                .map(problem -> (problem.getInstanceLocation() + ": " + problem.getMessage()))
                .collect(Collectors.joining("; "));
        if (!problems.isEmpty()) {
            throw wrong("does not fit the extension's configuration schema: " + problems, null);
        }
        return config;
    }

    private JsonNode parsed() {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw wrong(
                    "is no JSON: " + e.getOriginalMessage()
                            + (place == null ? "" : " (line " + place.getLineNr() + ")"),
                    e);
        } catch (IOException e) {
            throw wrong("cannot be read: " + e.getMessage(), e);
        }
    }

    private PlatformException wrong(String what, Exception cause) {
        return new PlatformException(ErrorCode.VALIDATION_ERROR, file.getFileName() + " " + what, cause);
    }
}
