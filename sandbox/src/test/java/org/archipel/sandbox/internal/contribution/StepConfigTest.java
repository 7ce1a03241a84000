package org.archipel.sandbox.internal.contribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;

class StepConfigTest {
    private static final String DAYS =
            "{'type':'object','additionalProperties':false,'required':['days'],'properties':{'days':{'type':'integer'}}}";

    @Test
    void whatFitsTheSchemaPassesAndWhatDoesNotIsPointedAt() throws JsonProcessingException {
        ObjectNode schema = json(DAYS);
        assertThatCode(() -> StepConfig.check(schema, json("{'days':3}"))).doesNotThrowAnyException();

        assertThatThrownBy(() -> StepConfig.check(schema, json("{'days':'three'}")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/config/days"));
        assertThatThrownBy(() -> StepConfig.check(schema, json("{}"))).isInstanceOf(ValidationException.class);
    }

    @Test
    void patternThatDoesNotEndIsEnded() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'pattern':'^(a+)+$'}}}");
        ObjectNode config = json("{}").put("a", "a".repeat(40) + "!");

        assertThatThrownBy(() -> StepConfig.check(schema, config)).isInstanceOf(ValidationException.class);
    }

    @Test
    void manyCheapPatternsEndTogether() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'items':{'pattern':'a*b'}}}}");
        ObjectNode config = json("{}");
        ArrayNode texts = config.putArray("a");
        for (int i = 0; i < 1_000; i++) {
            texts.add("a".repeat(1_000));
        }

        assertThatThrownBy(() -> StepConfig.check(schema, config))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(FieldError::message)
                                .containsExactly("takes too long to be compared with its pattern"));
    }

    @Test
    void numberOutOfRangeIsAnErrorOfTheConfiguration() throws JsonProcessingException {
        ObjectNode schema = json("{'properties':{'a':{'type':'number','multipleOf':0.5}}}");

        assertThatThrownBy(() -> StepConfig.check(schema, json("{'a':1e999}")))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(FieldError::message)
                                .containsExactly("has a number out of range"));
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
