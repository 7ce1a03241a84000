package org.archipel.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadableJsonTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static Stream<Arguments> unreadable() {
        BigInteger large = BigInteger.TEN.pow(1_000);
        return Stream.of(
                Arguments.of(NODES.textNode("x".repeat(20_000_001)), "a text of more than 20000000 characters"),
                Arguments.of(NODES.objectNode().put("n".repeat(50_001), 1), "a name of more than 50000 characters"),
                Arguments.of(NODES.objectNode().put("a", large), "a number of more than 1000 digits"),
                Arguments.of(NODES.objectNode().put("a", large.negate()), "a number of more than 1000 digits"),
                Arguments.of(NODES.arrayNode().add(new BigDecimal(large, 500)), "a number of more than 1000 digits"),
                Arguments.of(nested(1_001), "nested too deeply"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCouldNotBeReadAgainIsNotWritten(JsonNode json, String why) {
        assertThatThrownBy(() -> JsonColumn.write(json))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(why);
    }

    static Stream<JsonNode> readable() {
        BigInteger large = BigInteger.TEN.pow(999);
        return Stream.of(
                NODES.textNode("x".repeat(20_000_000)),
                NODES.objectNode().put("\u00e9".repeat(50_000), 1),
                NODES.objectNode().put("a", large),
                NODES.objectNode().put("a", large.negate()),
                NODES.arrayNode().add(new BigDecimal(large.divide(BigInteger.TEN), 100)),
                NODES.arrayNode().add(new BigDecimal(BigInteger.TEN.pow(980).negate(), Integer.MAX_VALUE)),
                NODES.arrayNode().add(new BigDecimal(BigInteger.TEN.pow(980), Integer.MIN_VALUE + 1_000)),
                nested(1_000));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatIsWrittenCanBeRead(JsonNode json) {
        assertThat(JsonColumn.read(JsonColumn.write(json)).size()).isEqualTo(json.size());
    }

    @Test
    void nothingIsNull() {
        assertThat(JsonColumn.read(JsonColumn.write(
                        NODES.objectNode().put("a", (BigInteger) null).put("b", (String) null))))
                .isEqualTo(NODES.objectNode().putNull("a").putNull("b"));
    }

    private static ArrayNode nested(int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = 1; i < depth; i++) {
            array = NODES.arrayNode().add(array);
        }
        return array;
    }
}
