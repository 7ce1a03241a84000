package org.archipel.sdk.processor;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.permission.Permission;

/** Validates a descriptor against the schema that the platform publishes, and its configuration schema against JSON Schema's own. */
final class DescriptorCheck {
    private static final String SOURCE = "/META-INF/archipel/extension.schema.json";

    private static final JsonNode DESCRIPTOR_SCHEMA = source();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** What is wrong, for the developer; empty if nothing is. */
    List<String> problems(JsonNode descriptor) {
        JsonNode configSchema = descriptor.path("configSchema");
        return Stream.concat(
                        descriptorSchema().validate(descriptor).stream().map(DescriptorCheck::words),
                        configSchema.isMissingNode()
                                ? Stream.of()
                                : metaSchema().validate(configSchema).stream()
                                        .map(error -> "configuration schema " + error.getInstanceLocation() + ": "
                                                + error.getMessage()))
                .toList();
    }

    /** A pattern alone tells nobody what to write: the value, and what the schema says of it, stand beside. */
    private static String words(Error error) {
        StringBuilder text = new StringBuilder("descriptor ")
                .append(error.getInstanceLocation())
                .append(": ");
        JsonNode value = error.getInstanceNode();
        if (value != null && value.isTextual()) {
            text.append('\'').append(value.asText()).append("' ");
        }
        text.append(error.getMessage());
        JsonNode said = DESCRIPTOR_SCHEMA
                .at(JsonPointer.compile(error.getSchemaLocation().getFragment().toString())
                        .head())
                .path("description");
        return said.isTextual() ? text.append(". ").append(said.asText()).toString() : text.toString();
    }

    private Schema descriptorSchema() {
        return registry.getSchema(DESCRIPTOR_SCHEMA);
    }

    private static JsonNode source() {
        try (InputStream source = Permission.class.getResourceAsStream(SOURCE)) {
            return new ObjectMapper().readTree(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema metaSchema() {
        return registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }
}
