package org.archipel.rest.internal.openapi;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.naming.CleanSchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.generator.naming.DefaultSchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.archipel.rest.Json;

/** The schemas of one document's bodies: JSON Schema 2020-12 of the records, shared under {@code components/schemas}. */
final class Schemas {
    private static final Map<Class<?>, String> FORMATS = Map.of(Duration.class, "duration");

    private final SchemaBuilder builder;

    Schemas() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.newMapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES,
                        Option.FLATTENED_OPTIONALS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule(JacksonOption.RESPECT_JSONPROPERTY_ORDER));
        // Names of generic types without brackets: the document allows letters, digits, dots, hyphens and underscores
        // only.
        config.forTypesInGeneral()
                .withDefinitionNamingStrategy(new CleanSchemaDefinitionNamingStrategy(
                        new DefaultSchemaDefinitionNamingStrategy(), Schemas::plainName));
        config.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            if (JsonNode.class.isAssignableFrom(type.getErasedType())) {
                ObjectNode any = context.getGeneratorConfig().createObjectNode();
                if (ObjectNode.class.isAssignableFrom(type.getErasedType())) {
                    any.put("type", "object");
                }
                return new CustomDefinition(any, true);
            }
            String format = FORMATS.get(type.getErasedType());
            return format == null
                    ? null
                    : new CustomDefinition(
                            context.getGeneratorConfig()
                                    .createObjectNode()
                                    .put("type", "string")
                                    .put("format", format),
                            true);
        });
        // The text is written as the JSON that it is.
        config.forFields()
                .withTargetTypeOverridesResolver(
                        field -> field.getAnnotationConsideringFieldAndGetter(JsonRawValue.class) == null
                                ? null
                                : List.of(field.getContext().resolve(JsonNode.class)));
        builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    /** Page(Row) becomes PageOfRow. */
    private static String plainName(String name) {
        return name.replace("(", "Of").replace(",", "And").replaceAll("[^\\w.-]", "");
    }

    /** A reference to the type's schema, or the schema itself where it is short. */
    ObjectNode of(Type type) {
        return builder.createSchemaReference(type);
    }

    /** All schemas referred to, by name; to be asked when the document is complete. */
    ObjectNode definitions() {
        return builder.collectDefinitions("components/schemas");
    }
}
