package org.archipel.marketplace.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.marketplace.internal.Json;
import org.archipel.sandbox.SchemaErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\", \"minLength\": 9}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\", \"maxLength\": 2}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"enum\": [\"x\", \"y\"]}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"const\": 3}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"integer\", \"minimum\": 7}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"number\", \"maximum\": 0.5}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"number\", \"exclusiveMinimum\": 4}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": [\"boolean\", \"null\"]}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"array\", \"minItems\": 2,"
                        + " \"items\": {\"type\": \"string\", \"format\": \"date\"}}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"$ref\": \"#/$defs/b\"}},"
                        + " \"$defs\": {\"b\": {\"type\": \"object\", \"required\": [\"c\"], \"properties\": {\"c\": {\"type\": \"string\"}}}}}",
                "{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"oneOf\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]}}}",
                "{\"allOf\": [{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"string\"}}}]}",
                "{\"type\": \"object\"}",
                "{}"
            })
    void whatIsRequiredFitsTheSchema(String schema) {
        var parsed = Json.read(schema, ObjectNode.class);

        assertThat(SchemaErrors.of(parsed, SampleValues.object(parsed), "")).isEmpty();
    }

    @Test
    void whatRefersToItselfEnds() {
        var schema = Json.read(
                "{\"type\": \"object\", \"required\": [\"next\"], \"properties\": {\"next\": {\"$ref\": \"#\"}}}",
                ObjectNode.class);

        assertThat(SampleValues.object(schema).path("next").isObject()).isTrue();
    }
}
