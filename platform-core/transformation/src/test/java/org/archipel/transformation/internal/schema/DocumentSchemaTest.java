package org.archipel.transformation.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThatThrownBy(() -> DocumentSchema.compile(json(schema))).isInstanceOf(ValidationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = ";;",
            quoteCharacter = '`',
            value = {
                "{'type':'strin'} ;; /type",
                "{'type':['string',3]} ;; /type/1",
                "{'required':'name'} ;; /required",
                "{'properties':{'a/b':{'minLength':-1}}} ;; /properties/a~1b/minLength",
                "{'properties':{'a':3}} ;; /properties/a",
                "{'properties':[]} ;; /properties",
                "{'items':[{'type':'string'}]} ;; /items",
                "{'prefixItems':[{'enum':3}]} ;; /prefixItems/0/enum",
                "{'enum':'x'} ;; /enum",
                "{'multipleOf':0} ;; /multipleOf",
                "{'additionalProperties':'no'} ;; /additionalProperties",
                "{'$defs':{'x':{'uniqueItems':1}}} ;; /$defs/x/uniqueItems",
                "{'allOf':[]} ;; /allOf",
                "{'anyOf':[{},{'not':1}]} ;; /anyOf/1/not",
                "{'properties':{'a':{'pattern':'('}}} ;; /properties/a/pattern",
                "{'patternProperties':{'[':{}}} ;; /patternProperties/[",
                "{'properties':{'a':{'$ref':'http://x/'}}} ;; /properties/a/$ref",
                "{'$schema':'http://json-schema.org/draft-07/schema#'} ;; /$schema",
                "{'properties':{'a':{'$ref':'#/b'}}} ;; /properties/a",
            })
    void whatIsWrongWithASchemaIsToldWithItsPlace(String schema, String pointer) {
        assertThatThrownBy(() -> DocumentSchema.compile(json(schema.replace('\'', '"'))))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly(pointer));
    }

    @Test
    void allThatIsWrongWithASchemaIsToldAtOnce() {
        assertThatThrownBy(() -> DocumentSchema.compile(
                        json("{\"type\":\"strin\",\"properties\":{\"a\":{\"maxLength\":\"9\"}}}")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.errors())
                                .extracting(FieldError::pointer)
                                .containsExactlyInAnyOrder("/type", "/properties/a/maxLength"));
    }

    @Test
    void wordsThatSchemasDoNotHaveAreRemarks() {
        assertThat(DocumentSchema.compile(json("{\"format\":\"int32\",\"x-order\":1,\"example\":2,\"nullable\":true}"))
                        .check(json("\"x\"")))
                .isEmpty();
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

    @Test
    void aSchemaWhoseReferencesMultiplyIsRefusedAtOnce() {
        StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}";
            schema.append("\"a" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        JsonNode bomb = json(schema.append("\"a40\":{\"type\":\"object\"}}}").toString());
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThatThrownBy(() -> DocumentSchema.compile(bomb))
                        .isInstanceOf(ValidationException.class)
                        .hasMessageContaining("too many ways"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{\"c\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}},\"required\":[\"x\"]}",
                "{\"properties\":{\"c\":{\"$ref\":\"#\"}},\"patternProperties\":{\"c\":{\"$ref\":\"#\"}},\"not\":true}",
                "{\"properties\":{\"c\":{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}},\"not\":{}}",
                "{\"$defs\":{\"n\":{\"$dynamicAnchor\":\"n\",\"properties\":{\"c\":{\"oneOf\":[{\"$dynamicRef\":\"#n\"},"
                        + "{\"$dynamicRef\":\"#n\"}]}}}},\"$ref\":\"#/$defs/n\",\"not\":{}}",
                "{\"properties\":{\"c\":{\"if\":{\"$ref\":\"#\"},\"then\":{\"$ref\":\"#\"},\"else\":{\"$ref\":\"#\"}}},\"required\":[\"x\"]}",
                "{\"properties\":{\"c\":{\"$ref\":\"#\"}},\"unevaluatedProperties\":{\"$ref\":\"#\"},\"dependentSchemas\":"
                        + "{\"c\":{\"properties\":{\"c\":{\"$ref\":\"#\"}}}},\"required\":[\"x\"]}",
            })
    void aSchemaThatLooksTwiceAtEachLevelOfADocumentEnds(String schema) {
        DocumentSchema doubling = DocumentSchema.compile(json(schema));
        String document = "{\"c\":".repeat(100) + "{}" + "}".repeat(100);
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThat(doubling.check(json(document))).isNotEmpty());
    }

    @Test
    void partsThatManyOthersReferToAreCompiledSoon() {
        StringBuilder schema = new StringBuilder("{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}";
            schema.append("\"a" + i + "\":{\"properties\":{\"x\":" + next + ",\"y\":" + next + "}},");
        }
        JsonNode wide = json(schema.append("\"a40\":{\"type\":\"object\"}}}").toString());
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThat(DocumentSchema.compile(wide).check(json("{\"x\":{\"y\":{\"x\":1}}}")))
                        .isEmpty());
    }

    @Test
    void manyErrorsTakeLittle() {
        DocumentSchema schema = DocumentSchema.compile(
                json("{\"uniqueItems\":true,\"items\":{\"type\":\"string\",\"anyOf\":[{\"const\":2},{\"const\":3}]}}"));
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 100_000; i++) {
            numbers.add(1);
        }
        assertTimeoutPreemptively(
                Duration.ofMinutes(3), () -> assertThat(schema.check(numbers)).hasSize(50));
    }

    /** Their hashes are the same: a set of them would be a list. */
    @Test
    void textsThatCollideAreToldApartSoon() {
        DocumentSchema schema = DocumentSchema.compile(json("{\"uniqueItems\":true}"));
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 1 << 18; i++) {
            StringBuilder text = new StringBuilder();
            for (int bit = 0; bit < 18; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            texts.add(text.toString());
        }
        assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> assertThat(schema.check(texts)).isEmpty());
        texts.add("Aa".repeat(18));
        assertThat(schema.check(texts)).hasSize(1);
    }

    /** Points of a grid have few hashes, so that their order decides where they are looked for. */
    @Test
    void theOrderOfMembersMakesNoOtherElementAmongManyOfTheSameHash() {
        DocumentSchema schema = DocumentSchema.compile(json("{\"uniqueItems\":true}"));
        ArrayNode points = JsonNodeFactory.instance.arrayNode();
        for (int x = 0; x < 100; x++) {
            for (int y = 0; y < 100; y++) {
                points.addObject().put("x", x).put("y", y);
            }
        }
        assertThat(schema.check(points)).isEmpty();
        for (int x = 0; x < 10; x++) {
            ArrayNode more = points.deepCopy();
            more.addObject().put("y", 99 - x).put("x", x);
            assertThat(schema.check(more)).as("x " + x).hasSize(1);
        }
    }

    @Test
    void manyTextsTogetherEndAPatternThatBacktracks() {
        DocumentSchema schema = DocumentSchema.compile(json("{\"items\":{\"pattern\":\"^.*.*.*.*b\"}}"));
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 20_000; i++) {
            texts.add("a".repeat(60));
        }
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThat(schema.check(texts))
                        .extracting(FieldError::message)
                        .containsExactly("the regular expression takes too long"));
    }

    @Test
    void numbersThatNobodyCanWriteOutDoNotFit() {
        DocumentSchema schema =
                DocumentSchema.compile(json("{\"items\":{\"type\":\"number\",\"maximum\":5,\"multipleOf\":0.01}}"));
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        assertThat(schema.check(nodes.arrayNode().add(Double.POSITIVE_INFINITY)))
                .isNotEmpty();
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThat(schema.check(nodes.arrayNode().add(new BigDecimal("1e999999999"))))
                        .isNotEmpty());
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
