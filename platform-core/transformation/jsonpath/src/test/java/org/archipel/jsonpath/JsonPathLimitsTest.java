package org.archipel.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
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
    void anExpressionThatSelectsTooMuchEndsWithAnError() {
        ArrayNode deep = document;
        for (int i = 0; i < 10_000; i++) {
            document.add(i);
        }
        for (int i = 0; i < 200; i++) {
            deep = JsonNodeFactory.instance.arrayNode().add(deep);
        }
        JsonPath multiplied = JsonPath.compile("$..*..*");
        ArrayNode nested = deep;
        assertThatThrownBy(() -> multiplied.select(nested))
                .isInstanceOf(JsonPathLimitException.class)
                .hasMessageContaining("selects");
        for (String path : new String[] {
            "$..[?@..[?@..[?@..*]]]",
            "$..[?count(@..*) == count($..*)]",
            "$..[?@ == $..*]",
            "$..[0:9007199254740991:9007199254740991]"
        }) {
            JsonPath costly = JsonPath.compile(path.replace("@ == $..*", "count(@..[?@ == 1]) > 0"));
            assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
                try {
                    costly.select(nested);
                } catch (JsonPathLimitException e) {
                    // It has ended.
                }
            });
        }
    }

    @Test
    void slicesCountAsWhatTheySelect() {
        for (int i = 0; i < 100_000; i++) {
            document.add(i);
        }
        JsonPath wide = JsonPath.compile("$[" + "::,".repeat(999) + "::]");
        assertThatThrownBy(() -> wide.select(document)).isInstanceOf(JsonPathLimitException.class);
        JsonPath back = JsonPath.compile("$[" + "::-1,".repeat(999) + "::-1]");
        assertThatThrownBy(() -> back.select(document)).isInstanceOf(JsonPathLimitException.class);
    }

    @Test
    void manyTextsTogetherEndAnExpressionThatBacktracks() {
        for (int i = 0; i < 20_000; i++) {
            document.add("a".repeat(60));
        }
        JsonPath hostile = JsonPath.compile("$[?match(@, '.*.*.*.*b')]");
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThatThrownBy(() -> hostile.select(document)).isInstanceOf(JsonPathLimitException.class));
    }

    @Test
    void aNumberThatADoubleCannotHoldIsCompared() {
        document.add(1).add(Double.POSITIVE_INFINITY);
        assertThat(JsonPath.compile("$[?@ > 5]").select(document)).hasSize(1);
        assertThat(JsonPath.compile("$[?@ == 1]").select(document)).hasSize(1);
    }

    @Test
    void aRegularExpressionThatBacktracksForEverEndsWithAnError() {
        document.add("a".repeat(300));
        JsonPath hostile = JsonPath.compile("$[?match(@, '.*.*.*.*.*b')]");
        assertThatThrownBy(() -> hostile.select(document)).isInstanceOf(JsonPathLimitException.class);
    }
}
