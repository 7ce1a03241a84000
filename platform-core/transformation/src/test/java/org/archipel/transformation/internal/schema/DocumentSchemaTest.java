package org.archipel.transformation.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"http://example.org/schema\"}",
                "{\"$ref\":\"file:///etc/passwd\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"other.json#/x\"}}}",
                "{\"$dynamicRef\":\"https://example.org/x#y\"}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}",
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
                "{\"allOf\":[{\"$ref\":\"#\"}]}",
                "{\"anyOf\":[{\"not\":{\"$ref\":\"#/anyOf/0\"}}]}",
                "{\"$ref\":\"#/$defs/missing\"}",
                "{\"pattern\":\"(\"}",
                "[]",
                "3",
            })
    void schemasThatReachOutOrNeverEndAreRefused(String schema) {
        assertThatThrownBy(() -> DocumentSchema.compile(json(schema))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSchemaMayDescribeTrees() {
        DocumentSchema tree = DocumentSchema.compile(
                json(
                        "{\"required\":[\"name\"],\"properties\":{\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}}}"));
        assertThat(tree.check(json("{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}")))
                .isEmpty();
        assertThat(tree.check(json("{\"name\":\"a\",\"children\":[{}]}")))
                .extracting(error -> error.pointer() + " " + error.message())
                .containsExactly("/children/0/name is required");
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
