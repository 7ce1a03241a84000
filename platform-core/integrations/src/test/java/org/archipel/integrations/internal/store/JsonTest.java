package org.archipel.integrations.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JsonTest {
    private static final TextNode TEXT = TextNode.valueOf("x".repeat(1 << 20));

    private static ArrayNode held(int times) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < times; i++) {
            array.add(TEXT);
        }
        return array;
    }

    @Test
    void bytesAreThoseOfTheCanonicalTextUpToTheMost() {
        var json = Json.object().put("b", "ä").put("a", 1);

        assertThat(Json.bytes(json, 16)).hasValue(Json.bytes(json));
        assertThat(Json.bytes(json))
                .hasSize(16)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1,\"b\":\"ä\"}");
        assertThat(Json.bytes(json, 15)).isEmpty();
    }

    @Test
    void theBeginningIsAllOfAShortText() {
        var json = Json.object().put("b", "ä").put("a", 1);

        assertThat(Json.beginning(json, 15)).isEqualTo(Json.write(json));
        assertThat(Json.beginning(json, 6)).isEqualTo("{\"a\":1");
    }

    /** All of it would be a terabyte. */
    @Test
    @Timeout(60)
    void noMoreIsWrittenThanThereMayBe() {
        assertThat(Json.bytes(held(1_000_000), 1 << 20)).isEmpty();
        assertThat(Json.beginning(held(1_000_000), 1_000)).hasSize(1_000);
    }

    @Test
    void whatCouldNotBeReadAgainIsRefused() {
        var json = Json.object().put("x".repeat(50_001), 1);

        assertThatThrownBy(() -> Json.bytes(json, 100_000)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> Json.beginning(json, 100_000)).isInstanceOf(ValidationException.class);
    }
}
