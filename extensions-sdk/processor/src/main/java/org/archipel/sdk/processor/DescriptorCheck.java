package org.archipel.sdk.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
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

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** What is wrong, for the developer; empty if nothing is. */
    List<String> problems(JsonNode descriptor) {
        JsonNode configSchema = descriptor.path("configSchema");
        return Stream.concat(
                        descriptorSchema().validate(descriptor).stream()
                                .map(error -> "descriptor " + error.getInstanceLocation() + ": " + error.getMessage()),
                        configSchema.isMissingNode()
                                ? Stream.of()
                                : metaSchema().validate(configSchema).stream()
                                        .map(error -> "configuration schema " + error.getInstanceLocation() + ": "
                                                + error.getMessage()))
                .toList();
    }

    private Schema descriptorSchema() {
        try (InputStream source = Permission.class.getResourceAsStream(SOURCE)) {
            return registry.getSchema(source, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Schema metaSchema() {
        return registry.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }
}
