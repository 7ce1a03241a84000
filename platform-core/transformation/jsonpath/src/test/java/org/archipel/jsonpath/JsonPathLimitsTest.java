package org.archipel.jsonpath;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

class JsonPathLimitsTest {
    private final ArrayNode document = JsonNodeFactory.instance.arrayNode();

    @Test
    void anExpressionThatVisitsTooMuchEndsWithAnError() {
        for (int i = 0; i < 6_000; i++) {
            document.add(i);
        }
        JsonPath quadratic = JsonPath.compile("$[?count($[?@ >= 0]) < 0]");
        assertThatThrownBy(() -> quadratic.select(document)).isInstanceOf(JsonPathLimitException.class);
    }

    @Test
    void aRegularExpressionThatBacktracksForEverEndsWithAnError() {
        document.add("a".repeat(300));
        JsonPath hostile = JsonPath.compile("$[?match(@, '.*.*.*.*.*b')]");
        assertThatThrownBy(() -> hostile.select(document)).isInstanceOf(JsonPathLimitException.class);
    }
}
