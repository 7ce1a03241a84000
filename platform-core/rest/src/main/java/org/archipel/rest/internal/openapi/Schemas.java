package org.archipel.rest.internal.openapi;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.module.FlattenedWrapperModule;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.rest.Json;

/** The schemas of one document's bodies: JSON Schema 2020-12 of the records, shared under {@code components/schemas}. */
final class Schemas {
    private static final Map<Class<?>, String> FORMATS = Map.of(Duration.class, "duration");

    private final SchemaBuilder builder;

    Schemas() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Json.newMapper(), SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS)
                // In place of the option, which lets values be null: absent ones are left out.
                .with(new FlattenedWrapperModule<>(Optional.class))
                .with(new JacksonModule(JacksonOption.RESPECT_JSONPROPERTY_ORDER));
        config.forTypesInGeneral()
                .withDefinitionNamingStrategy(new SchemaNames())
                .withCustomDefinitionProvider(Schemas::special)
                .withTypeAttributeOverride((schema, scope, context) ->
                        tellRequests(schema, scope.getType().getErasedType()));
        config.forFields().withRequiredCheck(field -> isAlwaysThere(field.getRawMember()));
        // The text is written as the JSON that it is.
        config.forFields()
                .withTargetTypeOverridesResolver(
                        field -> field.getAnnotationConsideringFieldAndGetter(JsonRawValue.class) == null
                                ? null
                                : List.of(field.getContext().resolve(JsonNode.class)));
        builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    private static void tellRequests(ObjectNode schema, Class<?> type) {
        ArrayNode required = RequestMembers.required(type);
        if (!required.isEmpty()) {
            schema.set(RequestSchemas.REQUIRED, required);
        }
        ObjectNode defaults = RequestMembers.defaults(type);
        if (!defaults.isEmpty()) {
            schema.set(RequestSchemas.DEFAULTS, defaults);
        }
    }

    private static CustomDefinition special(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        Class<?> erased = type.getErasedType();
        if (ObjectNode.class.isAssignableFrom(erased)) {
            return new CustomDefinition(schema.put("type", "object"), true);
        }
        if (JsonNode.class.isAssignableFrom(erased)) {
            return new CustomDefinition(schema, true);
        }
        if (Map.class.isAssignableFrom(erased)) {
            schema.put("type", "object");
            ResolvedType values = context.getTypeContext().getTypeParameterFor(type, Map.class, 1);
            if (values != null) {
                schema.set("additionalProperties", context.createDefinitionReference(values));
            }
            return new CustomDefinition(schema, true);
        }
        String format = FORMATS.get(erased);
        return format == null
                ? null
                : new CustomDefinition(schema.put("type", "string").put("format", format), true);
    }

    /**
     * Whether an answer has it in any case: a component of a record that is neither an {@link Optional} nor says itself, by {@link
     * JsonInclude}, when it is left out.
     */
    private static boolean isAlwaysThere(Field field) {
        return field.getDeclaringClass().isRecord()
                && field.getType() != Optional.class
                && !field.isAnnotationPresent(JsonInclude.class);
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
