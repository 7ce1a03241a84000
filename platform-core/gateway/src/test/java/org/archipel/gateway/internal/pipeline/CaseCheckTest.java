package org.archipel.gateway.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.List;
import org.archipel.transformation.Outcome;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.RuleType;
import org.archipel.transformation.ScriptTime;
import org.archipel.transformation.TestCase;
import org.archipel.transformation.TransformationDefinition;
import org.junit.jupiter.api.Test;

class CaseCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void numbersAreTheSameIfTheirValuesAre() throws Exception {
        assertThatCode(() -> check("{\"n\":[1.0,2e2]}", "{\"n\":[1,200]}")).doesNotThrowAnyException();
        refused("{\"n\":1}", "{\"n\":2}");
        refused("{\"n\":1}", "{\"n\":\"1\"}");
    }

    @Test
    void numbersBeyondAllDecimalsAreComparedToo() throws Exception {
        assertThatCode(() -> check("{\"n\":1e400}", "{\"n\":1e400}")).doesNotThrowAnyException();
        refused("{\"n\":1e400}", "{\"n\":-1e400}");
        refused("{\"n\":1e400}", "{\"n\":1}");
        refused("{\"n\":1}", "{\"n\":1e400}");
        refused("{\"n\":1e400}", "{\"n\":1" + "0".repeat(400) + "}");
        assertThatCode(() -> check(new DoubleNode(Double.NaN), new DoubleNode(Double.NaN)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(new DoubleNode(Double.NaN), new DoubleNode(1)))
                .hasMessage("fails its test case 'numbers'");
    }

    private static void refused(String expected, String present) {
        assertThatThrownBy(() -> check(expected, present))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fails its test case 'numbers'");
    }

    private static void check(String expected, String present) throws Exception {
        check(JSON.readTree(expected), JSON.readTree(present));
    }

    private static void check(JsonNode expected, JsonNode present) {
        var example = new TestCase("numbers", present, expected, null, null);
        CaseCheck.require(
                new Unchanged(),
                new TransformationDefinition(
                        "unchanged", null, RuleType.MAP, null, null, null, List.of(), List.of(example)));
    }

    /** Rules that give what they get. */
    private static final class Unchanged implements RuleSet {
        @Override
        public String name() {
            return "unchanged";
        }

        @Override
        public RuleType type() {
            return RuleType.MAP;
        }

        @Override
        public Outcome apply(JsonNode document, ScriptTime time) {
            return new Outcome.Transformed(document);
        }

        @Override
        public List<Outcome> applyAll(List<? extends JsonNode> documents) {
            return documents.stream().map(this::apply).toList();
        }

        @Override
        public List<JsonNode> applyEach(List<? extends JsonNode> documents, ScriptTime time) {
            return List.copyOf(documents);
        }

        @Override
        public Trace trace(JsonNode document) {
            return new Trace(apply(document), List.of());
        }
    }
}
